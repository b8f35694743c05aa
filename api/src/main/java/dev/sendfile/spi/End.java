package dev.sendfile.spi;

import org.jspecify.annotations.Nullable;

/** One end of a transfer, as strategies see it. Implemented by the engine, not by providers. */
public interface End {

  /**
   * Returns what this end is.
   *
   * @return the kind
   */
  EndKind kind();

  /**
   * Returns the JDK object behind this end, if it is of the wanted type: {@code FileChannel},
   * {@code SocketChannel}, {@code Path}, {@code Socket}, {@code OutputStream} and so on. What can
   * be unwrapped with public API has been unwrapped. An object that is not the JDK's own, and not
   * trusted by the user, may do more with bytes than to pass them on: it is told only by a type
   * that is not the JDK's either. A strategy may use it within a step, within the promises of
   * {@link Session#step}; it never closes it, and leaves its mode as it is and, but for an
   * {@linkplain #owned() owned} file, its position. A file that the engine shall create is opened
   * when the first byte is due: a strategy that is only assessed sees its {@code Path}, and its
   * {@code FileChannel} from {@link TransferStrategy#open} on. A file that was opened by its path
   * also has its {@code BasicFileAttributes}, as they were seen when it was opened for reading.
   *
   * @param <T> the wanted type
   * @param type the wanted type
   * @return the object, or {@code null} if this end has none of that type
   */
  <T> @Nullable T as(Class<T> type);

  /**
   * Tells whether this end is open, as far as that can be known: always {@code true} for a stream.
   *
   * @return {@code false} once it is known to be closed
   */
  boolean isOpen();

  /**
   * Tells whether this end is the transfer's alone: the engine opened it itself, and nobody else
   * holds it, or the user of a source said so.
   *
   * @return {@code true} if so
   */
  boolean owned();

  /**
   * Tells whether a read or write of this end may block the calling thread: {@code true} for
   * streams, for channels in blocking mode and for channels of which that is not known; {@code
   * false} for files.
   *
   * @return {@code true} if so
   */
  boolean blocking();

  /**
   * Tells which memory crosses this end with the fewest copies.
   *
   * @return direct memory, as a rule; a stream, and any object that is not the JDK's own, is handed
   *     an array of the transfer's, which no strategy sees
   */
  Memory memory();

  /**
   * Returns where strategies may keep things that outlive the transfer.
   *
   * @return a place, or {@code null} unless this end is a prepared one
   */
  default @Nullable Keep keep() {
    return null;
  }
}
