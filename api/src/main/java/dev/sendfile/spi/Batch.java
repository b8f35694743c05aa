package dev.sendfile.spi;

import java.nio.ByteBuffer;

/**
 * What one step may move. The engine reuses one instance for all steps of a transfer: a session
 * reads it during the step and never keeps it.
 */
public interface Batch {

  /**
   * Returns what is left of the header. It is empty for strategies without {@link
   * Capability#GATHERS_HEADER}. Each call returns a view of its own, which the session may read
   * relatively: what {@link Step.Moved} says counts, not where the session left it.
   *
   * @return a buffer whose remaining bytes go before any content; empty for none
   */
  ByteBuffer header();

  /**
   * Returns the position, in the source, of the next content byte: where the plan begins, plus all
   * content that the target has accepted so far, by whichever strategy or by the engine itself. Of
   * a sequential source, which has no positions, it counts from 0.
   *
   * @return the absolute position in bytes
   */
  long position();

  /**
   * Returns the position, in the target, of the next byte, header included. Without meaning for a
   * sequential target.
   *
   * @return the absolute position in bytes
   */
  long targetPosition();

  /**
   * Returns how many content bytes this step may move at most. The rest of the transfer may be
   * longer.
   *
   * @return the number of bytes, more than 0
   */
  long max();

  /**
   * Tells whether further bytes follow after {@link #max()} of this step, content or trailer: the
   * kernel may hold back a last short segment ({@code MSG_MORE}).
   *
   * @return {@code true} if more follows
   */
  boolean more();

  /**
   * Tells whether nobody has checked yet that the source holds what is to be moved. Only {@code
   * true} for sessions whose offer has {@link Capability#VERIFIES_RANGE}, which says what they do
   * then.
   *
   * @return {@code true} if less than {@link #max()} bytes must not be moved
   */
  default boolean allOrNothing() {
    return false;
  }

  /**
   * Returns a view of this batch with a smaller bound, for strategies that delegate.
   *
   * @param bound how many content bytes at most, more than 0
   * @return this batch if it is small enough already, else a view of it
   */
  default Batch atMost(long bound) {
    return bound >= max() ? this : new LimitedBatch(this, bound);
  }
}
