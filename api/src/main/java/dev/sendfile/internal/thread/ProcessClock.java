package dev.sendfile.internal.thread;

/**
 * The time in which this process could run: what timeouts go by. It follows the {@link Watchdog},
 * and a look that comes late counts little, so that nobody is called idle for a time in which we
 * were stopped, swapped out or starved. Timeouts may come late by it, and never early.
 *
 * <p>Safe for use by many threads; who asks is never held up.
 */
public final class ProcessClock {

  /** What may pass between two looks, and all that counts of what passes. */
  private static final long MOST_NANOS = 2 * Watchdog.INTERVAL_NANOS;

  /** Odd while the other two are written, which belong together. */
  private volatile int version;

  private volatile long ticked;
  private volatile long tickedAt;

  /** For a watchdog. */
  ProcessClock() {
    tickedAt = System.nanoTime();
  }

  /**
   * Goes on. By the watchdog, whose thread may be a new one.
   *
   * @param now {@link System#nanoTime()}
   */
  public synchronized void tick(long now) {
    long passed = now - tickedAt;
    if (passed > 0) {
      version++;
      ticked += Math.min(passed, MOST_NANOS);
      tickedAt = now;
      version++;
    }
  }

  /**
   * Returns the time of the last look.
   *
   * @return nanoseconds since some moment
   */
  public long ticked() {
    return ticked;
  }

  /**
   * Returns the time at this moment, as far as it is known that the process could run.
   *
   * @return nanoseconds since the same moment
   */
  public long now() {
    while (true) {
      int before = version;
      long then = ticked;
      long at = tickedAt;
      if (before == version && (before & 1) == 0) {
        long since = System.nanoTime() - at;
        return then + Math.max(0, Math.min(since, MOST_NANOS));
      }
      Thread.onSpinWait();
    }
  }
}
