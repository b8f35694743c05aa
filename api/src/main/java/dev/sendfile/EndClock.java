package dev.sendfile;

/**
 * How long one end alone has been waited for since bytes moved last. Nobody else's idleness counts:
 * neither that of the other end, nor a pause that a strategy has asked for.
 *
 * <p>Written by the thread that runs the transfer, read by the watchdog too.
 */
final class EndClock {

  private final long timeout;
  private volatile long waited;

  /**
   * Begins with nothing waited.
   *
   * @param timeout nanoseconds, 0 for none
   */
  EndClock(long timeout) {
    this.timeout = timeout;
  }

  /** This end alone was waited for. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread at a time
  void add(long nanos) {
    waited += nanos;
  }

  /** Bytes have moved. */
  void reset() {
    waited = 0;
  }

  /**
   * Returns for how much longer this end may be waited for.
   *
   * @param now nanoseconds of a wait under way, which was not added yet
   * @return nanoseconds, not positive once the time is over; {@link Long#MAX_VALUE} without timeout
   */
  long left(long now) {
    return timeout == 0 ? Long.MAX_VALUE : timeout - waited - now;
  }
}
