package dev.sendfile;

import dev.sendfile.spi.Plan;
import java.io.File;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent, from where to where. Immutable, so it may be shared and varied; but a
 * sequential source or target moves on with each use.
 *
 * <pre>{@code
 * TransferRequest.from(path).to(socketChannel).range(0, 4096).header(header);
 * }</pre>
 */
public final class TransferRequest {

  static final ByteBuffer NONE = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private final Object source;
  private final Object target;
  private final long offset;
  private final long length;
  private final ByteBuffer header;
  private final ByteBuffer trailer;
  private final @Nullable TransferListener listener;

  TransferRequest(
      Object source,
      Object target,
      long offset,
      long length,
      ByteBuffer header,
      ByteBuffer trailer,
      @Nullable TransferListener listener) {
    this.source = Objects.requireNonNull(source, "source");
    this.target = Objects.requireNonNull(target, "target");
    this.offset = offset;
    this.length = length;
    this.header = header;
    this.trailer = trailer;
    this.listener = listener;
    if ((long) header.remaining() + trailer.remaining() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "header of "
              + header.remaining()
              + " and trailer of "
              + trailer.remaining()
              + " bytes are 2 GiB or more together; send them as files");
    }
  }

  private static TransferRequest whole(Object source, Object target) {
    return new TransferRequest(source, target, 0, Plan.TO_THE_END, NONE, NONE, null);
  }

  /**
   * Begins with a file, which is opened for the transfer and closed after it.
   *
   * @param source the file; sent from its beginning unless a {@link #range} is given
   * @return the first half of a request
   */
  public static From from(Path source) {
    return new From(source);
  }

  /**
   * Begins with a file, which is opened for the transfer and closed after it.
   *
   * @param source the file; sent from its beginning unless a {@link #range} is given
   * @return the first half of a request
   */
  public static From from(File source) {
    return new From(source.toPath());
  }

  /**
   * Begins with an open file. It is read at positions: the channel's own position neither matters
   * nor changes, and many transfers may share it.
   *
   * @param source the file; sent from offset 0 unless a {@link #range} is given
   * @return the first half of a request
   */
  public static From from(FileChannel source) {
    return new From(source);
  }

  /**
   * Begins with a channel, from where it stands.
   *
   * @param source the channel, in blocking or non-blocking mode
   * @return the first half of a request
   */
  public static From from(ReadableByteChannel source) {
    return new From(source);
  }

  /**
   * Begins with a stream, from where it stands.
   *
   * @param source the stream
   * @return the first half of a request
   */
  public static From from(InputStream source) {
    return new From(source);
  }

  /** The first half of a request: where from. */
  public static final class From {

    private final Object source;

    private From(Object source) {
      this.source = Objects.requireNonNull(source, "source");
    }

    /**
     * Sends to a channel, from where it stands.
     *
     * @param target the channel, in blocking or non-blocking mode; it stays open, and stays in that
     *     mode
     * @return the request
     */
    public TransferRequest to(WritableByteChannel target) {
      return whole(source, target);
    }

    /**
     * Sends to a socket. The kernel's own path is open only to one that has a channel: {@code
     * SocketChannel.open().socket()}, not {@code new Socket()}.
     *
     * @param target the socket; it stays open
     * @return the request
     */
    public TransferRequest to(Socket target) {
      return whole(source, target);
    }

    /**
     * Sends to a stream. What it has buffered is flushed before the first byte; after the last one
     * it is not.
     *
     * @param target the stream; it stays open
     * @return the request
     */
    public TransferRequest to(OutputStream target) {
      return whole(source, target);
    }
  }

  /**
   * Sends a part of the source only.
   *
   * @param newOffset where the part begins, in bytes from the beginning of the file; 0 for a source
   *     without positions, which is sent from where it stands
   * @param newLength how many bytes it has
   * @return the request for that part
   * @throws IllegalArgumentException if one of them is negative, or a source without positions
   *     shall be sent from an offset
   */
  public TransferRequest range(long newOffset, long newLength) {
    return new TransferRequest(
        source,
        target,
        checkedOffset(newOffset),
        checkLength(newLength),
        header,
        trailer,
        listener);
  }

  /**
   * Sends the source from an offset up to its end.
   *
   * @param newOffset where to begin, in bytes from the beginning of the file
   * @return the request for that part
   * @throws IllegalArgumentException if it is negative, or not 0 for a source without positions
   */
  public TransferRequest offset(long newOffset) {
    return new TransferRequest(
        source, target, checkedOffset(newOffset), Plan.TO_THE_END, header, trailer, listener);
  }

  static long checkLength(long wanted) {
    if (wanted < 0) {
      throw new IllegalArgumentException(
          "length " + wanted + " is negative; use offset(long) to send up to the end");
    }
    return wanted;
  }

  static void checkOffset(long wanted) {
    if (wanted < 0) {
      throw new IllegalArgumentException("offset " + wanted + " is negative; it starts at 0");
    }
  }

  private long checkedOffset(long wanted) {
    checkOffset(wanted);
    if (wanted > 0 && !(source instanceof Path || source instanceof FileChannel)) {
      throw new IllegalArgumentException(
          "offset "
              + wanted
              + " in a source without positions; skip to where it shall begin, then"
              + " send it from there");
    }
    return wanted;
  }

  /**
   * Sends bytes before the content. On strategies that can, they share a system call with its first
   * bytes.
   *
   * @param parts the bytes between position and limit of each, in order; the buffers' positions
   *     stay as they are, and their contents must until the transfer has ended
   * @return the request with that header
   */
  public TransferRequest header(ByteBuffer... parts) {
    return new TransferRequest(source, target, offset, length, join(parts), trailer, listener);
  }

  /**
   * Sends bytes after the content.
   *
   * @param parts as for {@link #header}
   * @return the request with that trailer
   */
  public TransferRequest trailer(ByteBuffer... parts) {
    return new TransferRequest(source, target, offset, length, header, join(parts), listener);
  }

  /**
   * Tells of the progress of this transfer.
   *
   * @param newListener whom to tell, instead of the listener of the {@link Sendfile}
   * @return the request with that listener
   */
  public TransferRequest listener(TransferListener newListener) {
    return new TransferRequest(
        source,
        target,
        offset,
        length,
        header,
        trailer,
        Objects.requireNonNull(newListener, "listener"));
  }

  private static ByteBuffer join(ByteBuffer[] parts) {
    if (parts.length == 1) {
      return parts[0].asReadOnlyBuffer();
    }
    int sum = 0;
    for (ByteBuffer part : parts) {
      sum = Math.addExact(sum, part.remaining());
    }
    ByteBuffer joined = ByteBuffer.allocate(sum);
    for (ByteBuffer part : parts) {
      joined.put(part.duplicate());
    }
    return joined.flip().asReadOnlyBuffer();
  }

  Object source() {
    return source;
  }

  Object target() {
    return target;
  }

  long offset() {
    return offset;
  }

  long length() {
    return length;
  }

  /** A buffer of the transfer's own over the header, from position 0 to its limit. */
  ByteBuffer header() {
    return header.hasRemaining() ? header.slice() : NONE;
  }

  /** A buffer of the transfer's own over the trailer, from position 0 to its limit. */
  ByteBuffer trailer() {
    return trailer.hasRemaining() ? trailer.slice() : NONE;
  }

  @Nullable TransferListener listener() {
    return listener;
  }

  @Override
  public String toString() {
    return "TransferRequest["
        + source
        + " -> "
        + target
        + ", offset "
        + offset
        + (length < 0 ? ", to the end" : ", length " + length)
        + "]";
  }
}
