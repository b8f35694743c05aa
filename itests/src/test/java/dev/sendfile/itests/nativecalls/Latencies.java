package dev.sendfile.itests.nativecalls;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;

/** How long something took, many times, on any thread. */
final class Latencies {

  private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();

  void add(long took) {
    nanos.add(took);
  }

  /** What a share of them did not exceed. */
  Duration quantile(double share) {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    int index = (int) Math.ceil(share * sorted.length) - 1;
    return Duration.ofNanos(sorted[Math.max(0, index)]);
  }

  @Override
  public String toString() {
    return String.format(
        "%d times: half within %.1f ms, 99%% within %.1f ms, at most %.1f ms",
        nanos.size(), millis(0.5), millis(0.99), millis(1));
  }

  private double millis(double share) {
    return quantile(share).toNanos() / 1e6;
  }
}
