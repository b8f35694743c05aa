package dev.sendfile.benchmarks.compare;

import dev.sendfile.bench.result.Series;
import dev.sendfile.bench.result.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.numbers.combinatorics.BinomialCoefficientDouble;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * One variant in one setting, in both runs.
 *
 * @param setting where
 * @param variant whose it is
 * @param measure what is compared
 * @param base what it ran beside in both runs; empty if it is compared by itself
 * @param before what the rounds of the older run came to, more being better
 * @param now the same of the newer run
 */
record Pair(
    Setting setting,
    String variant,
    Measure measure,
    Optional<String> base,
    List<Double> before,
    List<Double> now) {

  static Pair alone(Measure measure, Series before, Series now) {
    return new Pair(
        now.setting(),
        now.variant(),
        measure,
        Optional.empty(),
        before.rounds().stream().map(it -> 1 / measure.of(it)).toList(),
        now.rounds().stream().map(it -> 1 / measure.of(it)).toList());
  }

  static Pair beside(
      Measure measure, Series before, Series baseBefore, Series now, Series baseNow) {
    return new Pair(
        now.setting(),
        now.variant(),
        measure,
        Optional.of(baseNow.variant()),
        ratios(measure, before, baseBefore),
        ratios(measure, now, baseNow));
  }

  private static List<Double> ratios(Measure measure, Series series, Series base) {
    return IntStream.range(0, Math.min(series.rounds().size(), base.rounds().size()))
        .mapToObj(i -> measure.of(base.rounds().get(i)) / measure.of(series.rounds().get(i)))
        .toList();
  }

  /** How many times as good it is as it was: below 1 is worse. */
  double ratio() {
    return median(now) / median(before);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  /** How likely noise alone brings the two runs so far apart. */
  double pValue() {
    return MannWhitneyUTest.withDefaults().test(array(before), array(now)).getPValue();
  }

  private static double[] array(List<Double> values) {
    double[] array = new double[values.size()];
    Arrays.setAll(array, values::get);
    return array;
  }

  /** The least that {@link #pValue} can be with so many rounds: where no round overlaps. */
  double leastPValue() {
    return Math.min(1, 2 / BinomialCoefficientDouble.value(before.size() + now.size(), now.size()));
  }
}
