package dev.sendfile.benchmarks.report;

/**
 * What became of a target.
 *
 * @param verdict whether it is met
 * @param figure ours, with its interval; empty if there is none
 */
record Finding(Verdict verdict, String figure) {

  static final Finding NONE = new Finding(Verdict.NOT_MEASURED, "");

  String text() {
    return figure.isEmpty() ? verdict.words() : "**" + verdict.words() + "**: " + figure;
  }
}
