package dev.sendfile.internal.end;

import dev.sendfile.internal.thread.Watchdog;
import dev.sendfile.spi.Target;
import java.io.IOException;
import java.nio.channels.FileChannel;

/** A target as the engine sees it. */
public interface EngineTarget extends EngineEnd, Target {

  /**
   * Tells whether there was a target already when this end was made.
   *
   * @return {@code false} for a file that is yet to be created
   */
  default boolean exists() {
    return true;
  }

  /** Looks at a file that was opened to be written. */
  interface Inspection {

    /**
     * Looks.
     *
     * @param opened a channel of the JDK's own
     * @return whether it may be truncated, if it was to be
     * @throws IOException if it must not be written
     */
    boolean of(FileChannel opened) throws IOException;
  }

  /**
   * Has a file that is opened for this transfer looked at before anything in it is changed.
   *
   * @param size what it must hold, in bytes, to be the file that is looked for: one of another size
   *     is not looked at
   * @param look what looks
   * @return whether it will be looked at
   */
  default boolean inspect(long size, Inspection look) {
    return false;
  }

  /**
   * Leaves a file that is opened for this transfer as it is until {@link #dropRest}: for a strategy
   * that may find out by its first step that it cannot serve, and that none would follow.
   */
  default void keepUntilServed() {}

  /**
   * Returns how far into a positional target writes by this interface have come.
   *
   * @return the position behind the last byte; 0 if there was none, or the target has no positions
   */
  default long reached() {
    return 0;
  }

  /**
   * Drops what a file held before behind the bytes that are there now, unless opening it has.
   *
   * @param end bytes accepted so far, from the beginning of the file
   * @param complete whether they are all
   * @throws IOException if that failed
   */
  default void dropRest(long end, boolean complete) throws IOException {}

  /**
   * Makes ready for the first byte: writes out what the caller's object has buffered, so that it
   * goes before; opens a file that is to be written.
   *
   * @throws IOException if that failed
   */
  default void prepare() throws IOException {}

  /**
   * A transfer begins to write, where only one may at a time.
   *
   * @param transfer the transfer
   * @throws IOException if another one has begun, and not ended
   */
  default void claim(Object transfer) throws IOException {}

  /**
   * A transfer has ended, whether it had begun or not.
   *
   * @param transfer the transfer
   */
  default void unclaim(Object transfer) {}

  /**
   * The transfer has ended: from now on somebody must look whether a channel was closed of which a
   * strategy keeps something that holds the connection open.
   *
   * @param watchdog who can look
   */
  default void watchBy(Watchdog watchdog) {}

  /**
   * Every byte was accepted: does what was asked for the end, like forcing a file to the disk.
   *
   * @throws IOException if that failed; the transfer has then failed
   */
  default void finish() throws IOException {}

  /**
   * Tells whether a write returns early where there is no more room. A stream takes all that it is
   * given, however long that takes.
   *
   * @return {@code false} for a stream
   */
  default boolean tellsFull() {
    return true;
  }

  /**
   * Returns the number of bytes that were in a write which failed without telling how many it
   * accepted.
   *
   * @return the number of bytes, 0 if every write told
   */
  default long inDoubt() {
    return 0;
  }

  /**
   * Returns how many bytes writes by this interface have put into a sequential target since it was
   * made, by all transfers: so the engine sees what a strategy moved without telling.
   *
   * @return the number of bytes; not counted for a positional target, where the same bytes may be
   *     written to the same place again
   */
  default long written() {
    return 0;
  }

  /**
   * Makes the JDK switch a socket in blocking mode to a non-blocking descriptor, as it does at the
   * first write on a virtual thread: raw calls then never hold the carrier.
   *
   * @throws IOException if the target is closed
   */
  default void enterVirtualThread() throws IOException {}

  /**
   * Ends a call that is blocked on this end and would not notice that it is closed: says that
   * nothing more will be written. It is closed afterwards.
   *
   * @return {@code false} if this end has no such means
   * @throws IOException if that failed
   */
  default boolean shutDownOutput() throws IOException {
    return false;
  }

  /**
   * Tells whether this process has said that it writes no more to a connection. Asked of one that
   * has failed; it may take a moment to answer.
   *
   * @return {@code false} where it has not, or nobody can tell
   */
  default boolean shutDown() {
    return false;
  }

  /**
   * Tells whether this is a socket or pipe of the JDK's own in blocking mode, where a plain write
   * waits, and parks a virtual thread instead of blocking its carrier.
   *
   * @return {@code true} if so
   */
  default boolean parks() {
    return false;
  }
}
