package dev.sendfile.benchmarks.report;

/** Whether a target is met. */
enum Verdict {
  MET("met"),
  /** The median is good enough, but the interval reaches beyond the target. */
  MET_WITHIN_NOISE("met, but not certainly"),
  MISSED_WITHIN_NOISE("missed, but not certainly"),
  MISSED("missed"),
  NOT_MEASURED("not measured");

  private final String words;

  Verdict(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  boolean isMet() {
    return this == MET || this == MET_WITHIN_NOISE;
  }

  /**
   * Judges a figure of which more is better.
   *
   * @param figure the figure
   * @param surely the worst that it may be in truth
   * @param perhaps the best that it may be
   * @param wanted the least that meets the target
   */
  static Verdict atLeast(double wanted, double figure, double surely, double perhaps) {
    if (figure >= wanted) {
      return surely >= wanted ? MET : MET_WITHIN_NOISE;
    }
    return perhaps >= wanted ? MISSED_WITHIN_NOISE : MISSED;
  }

  /** Judges a figure of which less is better. */
  static Verdict atMost(double wanted, double figure, double surely, double perhaps) {
    return atLeast(-wanted, -figure, -surely, -perhaps);
  }
}
