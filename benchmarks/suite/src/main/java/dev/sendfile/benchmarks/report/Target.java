package dev.sendfile.benchmarks.report;

/** Something that was aimed at before it was measured. */
interface Target {

  /** What is moved how. */
  String work();

  /** At which sizes; empty if that says nothing. */
  String where();

  /** What it is compared with; empty if with nothing. */
  String beside();

  /** What was aimed at, in words. */
  String wanted();

  /** What became of it on one Java. */
  Finding find(Evidence evidence, int java);
}
