package dev.sendfile.bench.plot;

import dev.sendfile.bench.result.Sample;
import dev.sendfile.bench.result.Series;
import java.util.function.ToLongFunction;

/**
 * What the rounds of one variant come to.
 *
 * @param size bytes of one transfer
 * @param nanos the median time of a transfer in nanoseconds
 * @param firstQuartile a quarter of the rounds took less than these nanoseconds
 * @param thirdQuartile a quarter of the rounds took more
 * @param cpuNanos the median of the processor time in nanoseconds
 * @param allocatedBytes the median of the bytes that were allocated on the heap
 */
public record Figures(
    long size,
    long nanos,
    long firstQuartile,
    long thirdQuartile,
    long cpuNanos,
    long allocatedBytes) {

  /**
   * Sums up.
   *
   * @param series the rounds
   * @return what they come to
   */
  public static Figures of(Series series) {
    long[] nanos = sorted(series, Sample::nanos);
    long[] cpu = sorted(series, Sample::cpuNanos);
    int n = nanos.length;
    return new Figures(
        series.setting().size(),
        nanos[n / 2],
        nanos[n / 4],
        nanos[n * 3 / 4],
        cpu[n / 2],
        sorted(series, Sample::allocatedBytes)[n / 2]);
  }

  private static long[] sorted(Series series, ToLongFunction<Sample> value) {
    return series.rounds().stream().mapToLong(value).sorted().toArray();
  }

  /**
   * Tells the throughput.
   *
   * @return megabytes (10⁶ bytes) a second
   */
  public double throughput() {
    return size * 1e3 / Math.max(1, nanos);
  }

  /**
   * Tells what moving costs.
   *
   * @return seconds of processor time for a gigabyte (10⁹ bytes)
   */
  public double cpuPerGigabyte() {
    return (double) cpuNanos / size;
  }

  /**
   * Tells how far the rounds scatter.
   *
   * @return the distance of the quartiles, as a part of the median
   */
  public double spread() {
    return (double) (thirdQuartile - firstQuartile) / Math.max(1, nanos);
  }
}
