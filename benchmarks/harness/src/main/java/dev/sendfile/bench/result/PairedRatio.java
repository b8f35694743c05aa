package dev.sendfile.bench.result;

import java.util.Arrays;
import java.util.function.ToLongFunction;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * How many times one variant is as fast as another, round by round. Rounds that ran beside each
 * other met the same disturbances, so their ratio scatters less than the times themselves.
 *
 * @param median the median of the ratios; more than 1 means faster
 * @param lower the lower end of the confidence interval of the median
 * @param upper its upper end
 * @param firstQuartile a quarter of the rounds lie below
 * @param thirdQuartile a quarter of the rounds lie above
 * @param rounds how many pairs there are
 */
public record PairedRatio(
    double median,
    double lower,
    double upper,
    double firstQuartile,
    double thirdQuartile,
    int rounds) {

  /** How sure the interval is. */
  public static final double CONFIDENCE = 0.95;

  /**
   * Compares times.
   *
   * @param variant whose speed is asked for
   * @param base what it is compared with, in the same setting of the same run
   * @return how many times as fast it is
   * @throws IllegalArgumentException if they are of different settings, or differ in their rounds
   */
  public static PairedRatio ofTime(Series variant, Series base) {
    return of(base, variant, Sample::nanos);
  }

  /**
   * Compares processor times.
   *
   * @param variant whose share is asked for
   * @param base what it is compared with, in the same setting of the same run
   * @return how much of the processor time of the base it takes; less than 1 is less
   * @throws IllegalArgumentException if they are of different settings, or differ in their rounds
   */
  public static PairedRatio ofCpu(Series variant, Series base) {
    return of(variant, base, Sample::cpuNanos);
  }

  private static PairedRatio of(Series over, Series under, ToLongFunction<Sample> value) {
    if (!over.setting().equals(under.setting()) || over.rounds().size() != under.rounds().size()) {
      throw new IllegalArgumentException(
          over.variant()
              + " ("
              + over.setting()
              + ", "
              + over.rounds().size()
              + " rounds) did not run beside "
              + under.variant()
              + " ("
              + under.setting()
              + ", "
              + under.rounds().size()
              + " rounds)");
    }
    double[] ratios = new double[over.rounds().size()];
    Arrays.setAll(
        ratios,
        i ->
            (double) value.applyAsLong(over.rounds().get(i))
                / Math.max(1, value.applyAsLong(under.rounds().get(i))));
    return of(ratios);
  }

  /**
   * Sums up ratios.
   *
   * @param ratios at least one
   * @return their median, and how sure it is
   */
  static PairedRatio of(double[] ratios) {
    double[] sorted = ratios.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    int below = ranksBelow(n);
    return new PairedRatio(
        sorted[n / 2], sorted[below], sorted[n - 1 - below], sorted[n / 4], sorted[n * 3 / 4], n);
  }

  /**
   * The interval of the sign test: how many of the smallest and of the largest values can be left
   * out so that the true median still lies between the others as surely as is asked for. It
   * supposes nothing of how the ratios are spread. With fewer than six of them it is all of them,
   * and less sure than that.
   */
  private static int ranksBelow(int n) {
    BinomialDistribution below = BinomialDistribution.of(n, 0.5);
    int ranks = 0;
    while (below.cumulativeProbability(ranks) <= (1 - CONFIDENCE) / 2) {
      ranks++;
    }
    return Math.max(0, ranks - 1);
  }

  /**
   * Tells whether the variant is certainly faster, or takes certainly more.
   *
   * @return {@code true} if the whole interval lies above 1
   */
  public boolean certainlyMore() {
    return lower > 1;
  }

  /**
   * Tells whether the variant is certainly slower, or takes certainly less.
   *
   * @return {@code true} if the whole interval lies below 1
   */
  public boolean certainlyLess() {
    return upper < 1;
  }
}
