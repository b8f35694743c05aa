package dev.sendfile.internal.end;

import dev.sendfile.internal.thread.Closers;
import dev.sendfile.spi.End;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectableChannel;
import org.jspecify.annotations.Nullable;

/** What the engine needs of an end, beside what strategies see. */
public interface EngineEnd extends End {

  /**
   * Returns the channel that a selector can watch, whatever its mode.
   *
   * @return the channel, or {@code null} if there is none
   */
  default @Nullable SelectableChannel selectable() {
    return as(SelectableChannel.class);
  }

  /**
   * Tells whether the engine knows how to end a call that is blocked on this end: sockets and
   * channels yes, arbitrary streams no.
   *
   * @return {@code true} if {@link #close} does so
   */
  boolean closable();

  /**
   * Opens what may take for ever to be opened, as a FIFO does that nobody has opened at its other
   * side. It is given up where the thread is interrupted, or this end closed by another one.
   *
   * @param closers those who have a thread that may hang
   * @throws IOException if it cannot be opened, or was given up
   */
  default void open(Closers closers) throws IOException {}

  /**
   * Closes this end, from any thread, to end a call that is blocked on it. What is {@linkplain
   * #foreign() foreign} may block for ever, and throw anything.
   *
   * @throws IOException if that failed
   */
  void close() throws IOException;

  /**
   * Returns the open file channel behind this end, a foreign one too, which no strategy sees.
   *
   * @return the channel, or {@code null} if there is none, or not yet
   */
  default @Nullable FileChannel file() {
    return as(FileChannel.class);
  }

  /**
   * Returns what tells this file from all others, as it was seen when the end was made.
   *
   * @return a key to be compared, or {@code null} where there is none: no file yet, no path, or a
   *     system without such keys
   * @throws IOException if it cannot be had
   */
  default @Nullable Object fileKey() throws IOException {
    return null;
  }

  /**
   * Tells whether the calls of this end run somebody else's code: it may throw anything, keep what
   * it is given, and take any time to be closed.
   *
   * @return {@code false} for what is known to be the JDK's own
   */
  default boolean foreign() {
    return false;
  }

  /**
   * Tells whether {@link #isOpen} may block, or throw anything: only a thread that may get stuck
   * asks it then.
   *
   * @return {@code false} for what answers at once
   */
  default boolean mayHangWhenAsked() {
    return foreign();
  }

  /**
   * Returns what a call of this end has thrown that leaves it in doubt: a sequential source cannot
   * be asked again, as it might call the next read the end; of a foreign target nobody knows what
   * it took. No strategy may go on with such an end.
   *
   * @return what was thrown, an {@code Error} too, or {@code null} if nothing was
   */
  default @Nullable Throwable failure() {
    return null;
  }

  /**
   * The transfer has ended, well or not: closes what was opened for it, gives back what it shared.
   * Called exactly once.
   *
   * @throws IOException if that failed
   */
  default void release() throws IOException {}

  /**
   * Checks that this end is usable at all, before anything is moved.
   *
   * @throws IOException if it is closed, not connected or of the wrong mode
   */
  void check() throws IOException;

  /**
   * Names this end in messages.
   *
   * @return for example the path, or the kind and the peer's address
   */
  String describe();
}
