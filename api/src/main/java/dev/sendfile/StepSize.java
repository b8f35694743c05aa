package dev.sendfile;

import java.util.concurrent.TimeUnit;

/**
 * How many bytes a step may move. Where steps return at once, or nobody needs to look between two
 * of them, it is constant. On a blocking target with a timeout, a listener or a cancel handle it
 * follows the receiver's speed, so that a slow healthy one is never taken for a dead one.
 */
final class StepSize {

  /**
   * Constant size: sendfile(2) gains nothing above 1 MiB a call; some room above that costs
   * nothing.
   */
  static final long LARGE = 4L << 20;

  private static final long FIRST = 64L << 10;
  private static final long LEAST = 4L << 10;

  /**
   * What a step may carry for each second of the timeout. Buffers on the way take bytes at once
   * that the receiver takes at its own pace, so steps grow before anybody can know that pace, and
   * of the next one nothing is seen until all of it was taken: half the timeout has to do for that
   * where a receiver takes 32 KiB a second.
   */
  private static final long PER_SECOND = 16L << 10;

  /** What a step should take at most where no timeout says otherwise: an eighth of 250 ms. */
  private static final long CALM_NANOS = 250_000_000L / 8;

  private final long most;
  private final long calmNanos;
  private long size;

  /**
   * Makes an adaptive size.
   *
   * @param most the largest size in bytes
   * @param timeoutNanos the timeout of the transfer, 0 for none
   */
  StepSize(long most, long timeoutNanos) {
    this.most = timeoutNanos == 0 ? most : Math.min(most, carriedWithin(timeoutNanos));
    this.calmNanos = timeoutNanos == 0 ? CALM_NANOS : Math.max(1, timeoutNanos / 8);
    this.size = Math.min(FIRST, most);
  }

  private static long carriedWithin(long timeoutNanos) {
    return Math.max(FIRST, TimeUnit.NANOSECONDS.toSeconds(timeoutNanos) * PER_SECOND);
  }

  long size() {
    return size;
  }

  /** Learns from a step that took this long. */
  void took(long nanos) {
    if (nanos > calmNanos) {
      size = Math.min(most, Math.max(LEAST, size / 2));
    } else if (size < most) {
      size = Math.min(most, size * 2);
    }
  }
}
