package dev.sendfile.spi;

import java.io.IOException;

/**
 * What the engine lends to a session. Valid until the session is closed; used by the stepping
 * thread.
 */
public interface Context {

  /**
   * Lends a buffer from the engine's bounded cache. Lease it inside a step and give it back before
   * the step ends, wherever the bytes can be read again: a parked transfer should hold next to
   * nothing.
   *
   * @param size the least capacity in bytes, more than 0
   * @param memory direct for channels, heap for streams
   * @return a lease whose buffer is cleared, with its limit at {@code size}
   */
  Lease lease(int size, Memory memory);

  /**
   * Opens what the engine would have used instead of the calling strategy: the rest of the ranking,
   * with all its fallbacks, as one session. For strategies that wrap others (pacing, throttling,
   * counting). The caller closes it.
   *
   * <p>The session delivers what is left of the header, whoever serves it: a wrapper that passes
   * batches on may always report {@link Capability#GATHERS_HEADER}. What else it reports must hold
   * whichever strategy is left, now and after a fallback. A wrapper answers for what it wraps: it
   * passes on {@code detained}, {@code surrender}, {@code stray} and {@code unblock}, and closes
   * it.
   *
   * <p>Two things go past every wrapper, by the engine itself: the trailer, and single pages of 4
   * KiB with which a virtual thread parks. {@link Batch#position} counts the latter.
   *
   * @param plan the caller's plan, or one derived from it for the same two ends
   * @return a session whose steps are answered by the best strategy left
   * @throws IOException if no strategy is left that serves the plan
   */
  Session next(Plan plan) throws IOException;

  /**
   * Tells whether the user insists on this strategy. One that would take long to get ready, by
   * linking a library for example, does so now if it is; else it may let others serve for as long
   * as that takes.
   *
   * @return {@code true} if it was forced
   */
  boolean forced();

  /**
   * Tells whether the transfer was cancelled. A session need not ask: the engine does between
   * steps.
   *
   * @return {@code true} once it was
   */
  boolean cancelled();
}
