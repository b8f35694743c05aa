package dev.sendfile.benchmarks.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What became of one variant.
 *
 * @param pair the two runs of it
 * @param ratio how many times as good it is as it was
 * @param qValue its p-value, corrected for how many were looked at
 */
record Change(Pair pair, double ratio, double qValue) {

  private record Tested(Pair pair, double pValue) {}

  /**
   * Tests all, and corrects for their number by the method of Benjamini and Hochberg. Where nothing
   * moved, it is no more likely to find something anywhere than a single test is.
   */
  static List<Change> of(List<Pair> pairs) {
    List<Tested> sorted =
        pairs.stream()
            .map(it -> new Tested(it, it.pValue()))
            .sorted(Comparator.comparingDouble(Tested::pValue))
            .toList();
    List<Change> changes = new ArrayList<>();
    double least = 1;
    for (int rank = sorted.size(); rank >= 1; rank--) {
      Tested tested = sorted.get(rank - 1);
      least = Math.min(least, tested.pValue * sorted.size() / rank);
      changes.add(new Change(tested.pair, tested.pair.ratio(), least));
    }
    changes.sort(Comparator.comparingDouble(Change::ratio));
    return changes;
  }

  /** Whether it got worse, by more than the noise and more than matters. */
  boolean isWorse(Limits limits) {
    return qValue <= limits.level() && ratio < 1 - limits.effect();
  }

  boolean isBetter(Limits limits) {
    return qValue <= limits.level() && 1 / ratio < 1 - limits.effect();
  }
}
