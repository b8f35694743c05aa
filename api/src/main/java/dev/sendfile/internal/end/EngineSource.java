package dev.sendfile.internal.end;

import dev.sendfile.spi.Source;
import java.io.IOException;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A source as the engine sees it. */
public interface EngineSource extends EngineEnd, Source {

  /**
   * Returns the source for one transfer to a target in blocking mode. Before JDK 25 some calls to
   * such a target are ended by closing the source alone, which must not be one that others share: a
   * large file that was opened once for many transfers is opened once more.
   *
   * @param length the content bytes asked for; negative for all up to the end
   * @return this, or another source of the same bytes: then this one was released
   */
  default EngineSource alone(long length) {
    return this;
  }

  /**
   * Tells whether this process has said that it reads no more of a connection. What a read then
   * tells is not where the peer has ended it.
   *
   * @return {@code false} where it has not, or nobody can tell
   */
  default boolean shutDown() {
    return false;
  }

  /** What {@link #available()} answers where nobody knows. */
  int UNKNOWN = -1;

  /**
   * Checks that this source was opened for reading, where that is not known.
   *
   * @throws IOException if it was not
   */
  default void checkReadable() throws IOException {}

  /**
   * Returns where the transfer begins if nothing else is said: where a stream with a file behind it
   * stands.
   *
   * @return the position in bytes
   */
  default long start() {
    return 0;
  }

  /**
   * The transfer has ended, and everything before a position was accepted by the target.
   *
   * @param position the absolute position in bytes
   * @throws IOException if the source cannot be moved there
   */
  default void consumedUpTo(long position) throws IOException {}

  /**
   * Returns how many bytes reads by this interface have taken from a sequential source: so the
   * engine sees what a strategy took and lost.
   *
   * @return the number of bytes; not counted for a positional source, which can be read again
   */
  default long consumed() {
    return 0;
  }

  /**
   * Tells whether a sequential source of which each byte comes by these methods has not told of its
   * end: who says that it has ended is wrong then.
   *
   * @return {@code false} also where nobody knows
   */
  default boolean mayHaveMore() {
    return false;
  }

  /** Not a byte. */
  byte[] NOTHING = {};

  /**
   * Returns the bytes that a read has put into its buffer before it threw. No strategy has seen
   * them, and nobody can read them again.
   *
   * @return the bytes; none where nothing was thrown, or where a read does not tell
   */
  default byte[] takenByFailure() {
    return NOTHING;
  }

  /**
   * Returns what is not known of this source since it was not opened.
   *
   * @return in words for a user; {@code null} if all is known
   */
  default @Nullable String unknown() {
    return null;
  }

  /**
   * Returns the permissions that a copy gets.
   *
   * @return the permissions, or {@code null} where they are not known or not POSIX
   */
  default @Nullable Set<PosixFilePermission> permissions() {
    return null;
  }

  /**
   * Returns the size as it is at this moment, where {@link #size} may be remembered.
   *
   * @return the size in bytes, or {@link #UNKNOWN_SIZE}
   * @throws IOException if it cannot be had
   */
  default long currentSize() throws IOException {
    return size();
  }

  /**
   * Returns how many bytes a read would find without waiting.
   *
   * @return the number of bytes; {@link #UNKNOWN} where nobody knows
   */
  default int available() {
    return UNKNOWN;
  }

  /**
   * Tells whether this is a socket or pipe of the JDK's own in blocking mode, where a plain read
   * parks a virtual thread instead of blocking its carrier.
   *
   * @return {@code true} if so
   */
  default boolean parks() {
    return false;
  }

  /**
   * Tells whether a thread is inside a read of this end.
   *
   * @return {@code true} if so, and {@link #reads} are counted
   */
  default boolean reading() {
    return (reads() & 1) != 0;
  }

  /**
   * Counts the reads that have begun and those that have ended, so that it is odd during one, and
   * who finds the same number twice knows that the same call was under way all the time.
   *
   * @return the number; always 0 where reads are not counted: those of a file are where a timeout
   *     depends on it
   */
  default int reads() {
    return 0;
  }
}
