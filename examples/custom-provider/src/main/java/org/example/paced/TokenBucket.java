package org.example.paced;

import java.util.function.LongSupplier;

/**
 * A token bucket: each byte costs a token, and tokens come in at some rate. It is kept as the time
 * when it was empty last, so nothing has to fill it.
 */
final class TokenBucket {

  private static final long SECOND = 1_000_000_000;

  private final long bytesPerSecond;
  private final LongSupplier nanoTime;
  private long emptyAt;

  /** Makes an empty one: whatever is moved takes at least its bytes divided by the rate. */
  TokenBucket(long bytesPerSecond, LongSupplier nanoTime) {
    this.bytesPerSecond = bytesPerSecond;
    this.nanoTime = nanoTime;
    this.emptyAt = nanoTime.getAsLong();
  }

  /** How long it takes until so many tokens are there; not positive if they are. */
  long nanosUntil(long bytes) {
    return worth(bytes) - (nanoTime.getAsLong() - emptyAt);
  }

  /**
   * Spends tokens, also such as are not there yet: later ones pay for them. Of those that nobody
   * spent, because the target had stalled, no more than a second's are kept.
   */
  void spend(long bytes) {
    long now = nanoTime.getAsLong();
    long kept = Math.min(now - emptyAt, SECOND);
    emptyAt = now - kept + worth(bytes);
  }

  /** The nanoseconds in which so many tokens come in. */
  private long worth(long bytes) {
    return (long) Math.ceil((double) bytes * SECOND / bytesPerSecond);
  }
}
