package dev.sendfile.benchmarks.compare;

/**
 * What counts as moved.
 *
 * @param level the part of false alarms among all alarms that is put up with
 * @param effect the least change that matters, as a part
 */
record Limits(double level, double effect) {}
