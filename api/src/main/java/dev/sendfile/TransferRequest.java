package dev.sendfile;

import dev.sendfile.internal.end.Opening;
import dev.sendfile.internal.end.OwnedFile;
import dev.sendfile.internal.end.PreparedFile;
import dev.sendfile.internal.end.Standing;
import dev.sendfile.spi.Plan;
import java.io.File;
import java.io.FileDescriptor;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be sent, from where to where. Immutable, so it may be shared and varied; but a
 * sequential source or target moves on with each use.
 *
 * <pre>{@code
 * TransferRequest.from(path).to(socketChannel).range(0, 4096).header(header);
 * }</pre>
 *
 * <p><b>One file as source and target</b> is refused before a byte moves, and before it is
 * truncated, where bytes would be written over that are yet to be read. It may be reached by two
 * paths, by channels of the JDK's own, descriptors, a {@code RandomAccessFile} or plain file
 * streams, or by one of each. Parts that lie apart are copied, if the length is known. For two
 * channels, or a channel and a path, of files of one size a byte that lies beyond all files is
 * locked for a moment: a thread or a process that tries to lock a whole file just then may find it
 * locked. What cannot be told is taken for two files: where this process has locked both files
 * whole, where another one has locked one of them whole, on a file system without locks, and where
 * an end is another stream, as of {@code Files.newInputStream}, or a channel that is not the JDK's
 * own.
 *
 * <p><b>Locks.</b> Linux, as any POSIX system, drops all locks that this process has on a file as
 * soon as one of its descriptors is closed. So a transfer by the path of a file that you have
 * locked, be it the source or the target, ends the lock, which Java still calls valid; one by the
 * channel that holds the lock does not.
 */
public final class TransferRequest {

  private final Object source;
  private final Object target;
  private final Part part;
  private final Opening opening;
  private final Framing framing;
  private final @Nullable TransferListener listener;

  /** Which bytes of the source; a negative length stands for all up to its end. */
  private record Part(long offset, long length) {
    static final Part WHOLE = new Part(0, Plan.TO_THE_END);
  }

  private TransferRequest(
      Object source,
      Object target,
      Part part,
      Opening opening,
      Framing framing,
      @Nullable TransferListener listener) {
    this.source = Objects.requireNonNull(source, "source");
    this.target = Objects.requireNonNull(target, "target");
    this.part = part;
    this.opening = opening;
    this.framing = framing;
    this.listener = listener;
  }

  static TransferRequest whole(Object source, Object target) {
    return new TransferRequest(source, target, Part.WHOLE, Opening.DEFAULT, Framing.EMPTY, null);
  }

  /**
   * Begins with a file, which is opened for the transfer and closed after it.
   *
   * @param source the file; sent from its beginning unless a {@link #range} is given
   * @return the first half of a request
   */
  public static TransferSource from(Path source) {
    return new TransferSource(source);
  }

  /**
   * Begins with a file, which is opened for the transfer and closed after it.
   *
   * @param source the file; sent from its beginning unless a {@link #range} is given
   * @return the first half of a request
   */
  public static TransferSource from(File source) {
    return new TransferSource(source.toPath());
  }

  /**
   * Begins with an open file. It is read at positions: the channel's own position neither matters
   * nor changes, and many transfers may share it. Before JDK 25 one that may be shared is not sent
   * by {@code nio} to a socket in blocking mode: pass the path, a {@link FileSource}, or see {@link
   * TransferSource#owned}.
   *
   * <p>One that was opened with {@code ExtendedOpenOption.DIRECT} is sent from any position, in any
   * length, but through a buffer that is aligned: no strategy takes the kernel's path with it.
   *
   * @param source the file; sent from offset 0 unless a {@link #range} is given
   * @return the first half of a request
   */
  public static TransferSource from(FileChannel source) {
    return new TransferSource(source);
  }

  /**
   * Begins with a channel, from where it stands; a {@code FileChannel} too, if it is passed as a
   * {@code ReadableByteChannel} or {@code SeekableByteChannel}. When the transfer has ended, well
   * or not, that stands behind what the target has accepted. For {@code ExtendedOpenOption.DIRECT}
   * see {@link #from(FileChannel)}.
   *
   * <p>The end of a channel that is closed as it tells of it was made by its owner, and is none:
   * the transfer ends with an {@link EndClosedException}.
   *
   * @param source the channel, in blocking or non-blocking mode
   * @return the first half of a request
   */
  public static TransferSource from(ReadableByteChannel source) {
    return new TransferSource(source instanceof FileChannel file ? new Standing(file) : source);
  }

  /**
   * Begins with a stream, from where it stands. A plain {@code FileInputStream} is read by its
   * channel and moved on as far as it was sent.
   *
   * <p>A stream does not tell who has ended it. Of a socket pass the socket: its stream may end as
   * well because that was closed by this side.
   *
   * @param source the stream
   * @return the first half of a request
   */
  public static TransferSource from(InputStream source) {
    return new TransferSource(source);
  }

  /**
   * Begins with an open file; the same as with its channel.
   *
   * @param source the file, no subclass; sent from offset 0 unless a {@link #range} is given, its
   *     file pointer neither matters nor changes
   * @return the first half of a request
   * @throws IllegalArgumentException if it is of a subclass, which may read something else than its
   *     channel does
   */
  public static TransferSource from(RandomAccessFile source) {
    return new TransferSource(channelOf(source));
  }

  static FileChannel channelOf(RandomAccessFile file) {
    if (file.getClass() != RandomAccessFile.class) {
      throw new IllegalArgumentException(
          file.getClass().getName()
              + " is a class of its own, which may read and write otherwise than its channel does;"
              + " pass getChannel() if it does not");
    }
    return file.getChannel();
  }

  /**
   * Begins with a file that was opened once for many transfers.
   *
   * @param source the file; sent from its beginning unless a {@link #range} is given
   * @return the first half of a request
   */
  public static TransferSource from(FileSource source) {
    return new TransferSource(source.file());
  }

  /**
   * Begins with a socket, from what has arrived.
   *
   * <p>A TLS socket of the JDK's takes a connection that its peer ends without a goodbye for one
   * that has ended, unless {@code com.sun.net.ssl.requireCloseNotify} is set to {@code true}:
   * whoever gives a {@link #range} with a length need not care.
   *
   * @param source the socket
   * @return the first half of a request
   */
  public static TransferSource from(Socket source) {
    return new TransferSource(source);
  }

  /**
   * Begins with a file descriptor, from where it stands; a file behind it is moved on as far as it
   * was sent.
   *
   * @param source the descriptor; it stays open
   * @return the first half of a request
   */
  public static TransferSource from(FileDescriptor source) {
    return new TransferSource(source);
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
    return with(new Part(checkedOffset(newOffset), checkLength(newLength)));
  }

  /**
   * Sends the source from an offset up to its end.
   *
   * @param newOffset where to begin, in bytes from the beginning of the file
   * @return the request for that part
   * @throws IllegalArgumentException if it is negative, or not 0 for a source without positions
   */
  public TransferRequest offset(long newOffset) {
    return with(new Part(checkedOffset(newOffset), Plan.TO_THE_END));
  }

  private TransferRequest with(Part newPart) {
    return new TransferRequest(source, target, newPart, opening, framing, listener);
  }

  /**
   * Writes at an offset of the target, which must be a file: a path is not truncated then, and the
   * position of a channel is neither used nor changed. Beyond the end of the file a hole remains in
   * between. A channel that appends is refused; to find out, one that stands at the end of its
   * file, and not at this offset, is moved for a moment the first time, which its owner may see.
   * Transfers of this library through one channel do not disturb each other by that.
   *
   * @param newOffset where the first byte goes, in bytes from the beginning of the file
   * @return the request for that place
   * @throws IllegalArgumentException if it is negative, or the target is not a file
   */
  public TransferRequest targetOffset(long newOffset) {
    if (newOffset < 0) {
      throw new IllegalArgumentException(
          "targetOffset " + newOffset + " is negative; it starts at 0");
    }
    if (!(target instanceof Path || target instanceof FileChannel)) {
      throw new IllegalArgumentException(
          "targetOffset "
              + newOffset
              + " in a target without positions; pass a path or a FileChannel");
    }
    return with(new Opening(newOffset, opening.createNew(), opening.replace(), opening.force()));
  }

  /**
   * Says how the target, which must be a file, shall be written.
   *
   * @param options what shall be different from the usual way; none for the usual way
   * @return the request with those options
   * @throws IllegalArgumentException if the target cannot be written like that
   */
  public TransferRequest targetOptions(TargetOption... options) {
    Set<TargetOption> all = Set.of(options);
    for (TargetOption option : all) {
      boolean force = option == TargetOption.FORCE;
      if (!(target instanceof Path || (force && target instanceof FileChannel))) {
        throw new IllegalArgumentException(
            option
                + (force ? " needs a path or a FileChannel" : " needs a path")
                + " as its target");
      }
    }
    return with(
        new Opening(
            opening.offset(),
            all.contains(TargetOption.CREATE_NEW),
            all.contains(TargetOption.REPLACE_ATOMICALLY),
            all.contains(TargetOption.FORCE)));
  }

  private TransferRequest with(Opening changed) {
    if (changed.replace() && (changed.createNew() || changed.hasOffset())) {
      throw new IllegalArgumentException(
          "REPLACE_ATOMICALLY writes a new file in place of the old one; it goes neither with"
              + " CREATE_NEW nor with a target offset");
    }
    return new TransferRequest(source, target, part, changed, framing, listener);
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
    if (wanted > 0
        && !(source instanceof Path
            || source instanceof FileChannel
            || source instanceof OwnedFile
            || source instanceof PreparedFile)) {
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
   *     stay as they are, and their contents must until the transfer has ended. Who closes an arena
   *     that the transfer reads from makes it fail; the JVM sets the interrupt status of its thread
   *     to do that, and leaves it set
   * @return the request with that header
   */
  public TransferRequest header(ByteBuffer... parts) {
    return with(new Framing(join(parts), framing.trailer()));
  }

  /**
   * Sends bytes after the content.
   *
   * @param parts as for {@link #header}
   * @return the request with that trailer
   */
  public TransferRequest trailer(ByteBuffer... parts) {
    return with(new Framing(framing.header(), join(parts)));
  }

  private TransferRequest with(Framing newFraming) {
    return new TransferRequest(source, target, part, opening, newFraming, listener);
  }

  /**
   * Tells of the progress of this transfer.
   *
   * @param newListener whom to tell, instead of the listener of the {@link Sendfile}
   * @return the request with that listener
   */
  public TransferRequest listener(TransferListener newListener) {
    return new TransferRequest(
        source, target, part, opening, framing, Objects.requireNonNull(newListener, "listener"));
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
    return part.offset();
  }

  long length() {
    return part.length();
  }

  Opening opening() {
    return opening;
  }

  Framing framing() {
    return framing;
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
        + part.offset()
        + (part.length() < 0 ? ", to the end" : ", length " + part.length())
        + "]";
  }
}
