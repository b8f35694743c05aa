package dev.sendfile.benchmarks.report;

/** Something that was aimed at before it was measured. */
interface Target {

  /** What is moved how. */
  String work();

  /** What was aimed at, in words. */
  String wanted();

  /** What became of it on one Java. */
  Finding find(Evidence evidence, int java);
}
