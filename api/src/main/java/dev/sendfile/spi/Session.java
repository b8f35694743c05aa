package dev.sendfile.spi;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The per-transfer state of a strategy. Used by one thread at a time, but not always by the same
 * one.
 *
 * <p>A session never sleeps, selects, retries or starts a thread. Where the target is in blocking
 * mode, a step may block in the one system call it makes.
 */
public interface Session extends AutoCloseable {

  /**
   * Tries once to move bytes.
   *
   * <p>Content comes from {@link Batch#position()} of a {@linkplain Source#positional() positional}
   * source, or from where a sequential one stands, at most {@link Batch#max()} bytes. With {@link
   * Capability#GATHERS_HEADER}, what remains in {@link Batch#header()} goes first and is counted on
   * top of {@code max}.
   *
   * <p><b>All or an account:</b> an answer other than {@link Step.Moved} means that the target
   * accepted nothing in this step. So does an {@link IOException}, unless the JDK's call was cut
   * off by an interrupt, and so does anything unchecked. A strategy that takes bytes from a
   * sequential source must keep them as {@linkplain #detained() detained} when it throws. The ends
   * count what goes through {@link Source#read} and {@link Target#write}: where that contradicts
   * the answer, the transfer ends, with what is in doubt in its account.
   *
   * <p>What a call of an end has thrown ends the transfer, whatever the strategy makes of it. What
   * the strategy itself throws unchecked, errors included, is logged, and the next strategy goes
   * on.
   *
   * @param batch what to move; valid during this call only
   * @return what happened
   * @throws IOException if a call failed. With both ends still open, the next strategy takes one
   *     step from the same byte; if that fails too, this exception is thrown to the user. So never
   *     turn a fault into an exception of your own, and never judge one by its text. A {@link
   *     SourceFailedException} alone ends the transfer
   */
  Step step(Batch batch) throws IOException;

  /**
   * Returns how many bytes this session took from the source that the target has not accepted yet,
   * header not counted. Bytes that can be read again from a positional source need not be kept and
   * do not count.
   *
   * @return the number of bytes, at least 0
   */
  default long detained() {
    return 0;
  }

  /**
   * Hands over detained bytes, in order, as many as fit: they are no longer detained. The engine
   * calls this before it goes on with another strategy, when it has to park, and when a transfer
   * failed.
   *
   * @param into where to put them
   * @return how many bytes were put, 0 only if nothing is detained or nothing fits
   * @throws IOException if they cannot be had; the transfer then fails
   */
  default int surrender(ByteBuffer into) throws IOException {
    return 0;
  }

  /**
   * Returns how many bytes the target has accepted beyond those that were answered as moved, and
   * that are not the source's. There is one honest reason: a mapped file was truncated while the
   * kernel copied from it, which then reads as zeros up to the end of the page. Whether the last
   * bytes in that page were read before or after cannot be told, so at most a page counts here.
   * Once there are any, no further step may move a byte: the session answers {@link
   * Step.EndOfSource}, and the engine tells the user.
   *
   * @return an upper bound in bytes, 0 as a rule
   */
  default long stray() {
    return 0;
  }

  /**
   * Ends a step under way that is blocked on an end which was closed: the engine calls this once it
   * has closed the end, or has seen it closed. Only for strategies that work on something of their
   * own, like a duplicate of the descriptor, which does not notice: they shut that down. It must
   * not wait for the step, and does nothing where none is under way. From any thread, any number of
   * times, also while or after {@link #close} runs; it throws nothing.
   */
  default void unblock() {}

  /** Gives back all that the session holds. Called exactly once, after the last step. */
  @Override
  default void close() {}
}
