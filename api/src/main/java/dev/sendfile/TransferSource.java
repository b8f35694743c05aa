package dev.sendfile;

import dev.sendfile.internal.end.OwnedFile;
import java.io.File;
import java.io.FileDescriptor;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Where a transfer begins, waiting to hear where it shall go: the first half of a {@link
 * TransferRequest}, made by its {@code from} methods.
 */
public final class TransferSource {

  private final Object source;

  TransferSource(Object source) {
    this.source = Objects.requireNonNull(source, "source");
  }

  /**
   * Says that the file channel which this begins with is the transfer's alone, and may be closed to
   * end it. Before JDK 25, {@code FileChannel.transferTo} does not notice that a socket in blocking
   * mode was closed, and only closing the file ends it; so there a channel that others may share is
   * sent by other strategies than {@code nio}, some of which are slower. From JDK 25 on this
   * changes nothing. A channel of a class that is not the JDK's own, or one that was opened with
   * {@code ExtendedOpenOption.DIRECT}, is read by its own methods in any case.
   *
   * <p>The channel stays open unless the transfer ends because its target was closed, by a timeout
   * or by being cancelled.
   *
   * @return the first half of a request
   * @throws IllegalArgumentException if this does not begin with a {@code FileChannel} or a {@code
   *     RandomAccessFile}
   */
  public TransferSource owned() {
    if (!(source instanceof FileChannel file)) {
      throw new IllegalArgumentException(
          source.getClass().getName()
              + " is no FileChannel, and nothing else needs to be declared a transfer's alone;"
              + " leave owned() out");
    }
    return new TransferSource(new OwnedFile(file));
  }

  private TransferRequest whole(Object target) {
    return TransferRequest.whole(source, target);
  }

  /**
   * Sends to a channel, from where it stands. A {@code FileChannel} is written at its position,
   * which moves on, unless a {@link TransferRequest#targetOffset} is given. One that was opened
   * with {@code ExtendedOpenOption.DIRECT} takes whole blocks of the file system alone: it must
   * stand at the beginning of a block, and header, content and trailer must be whole blocks in sum.
   * Where they are not, the transfer fails before the rest that is none.
   *
   * @param target the channel, in blocking or non-blocking mode; it stays open, and stays in that
   *     mode
   * @return the request
   */
  public TransferRequest to(WritableByteChannel target) {
    return whole(target);
  }

  /**
   * Writes a file. It is created if need be, else truncated, unless a {@link
   * TransferRequest#targetOffset} is given: then the bytes around those written stay as they are.
   * Both happens when the transfer begins; a request that is refused leaves no trace. A file
   * created for what comes from another path gets the permissions of that. If the transfer fails,
   * what was written remains, so that it can be continued; see {@link
   * TargetOption#REPLACE_ATOMICALLY} for the other way.
   *
   * <p>Holes of a sparse file arrive as zeros: they take up room in the target.
   *
   * @param target the file; not the source itself, however that was handed over: see {@link
   *     TransferRequest}
   * @return the request
   */
  public TransferRequest to(Path target) {
    return whole(target);
  }

  /**
   * Writes a file, as for its path.
   *
   * @param target the file
   * @return the request
   */
  public TransferRequest to(File target) {
    return whole(target.toPath());
  }

  /**
   * Writes to an open file; the same as to its channel.
   *
   * @param target the file, no subclass; written at its file pointer, which moves on, unless a
   *     {@link TransferRequest#targetOffset} is given
   * @return the request
   * @throws IllegalArgumentException if it is of a subclass, which may write otherwise than its
   *     channel does
   */
  public TransferRequest to(RandomAccessFile target) {
    return whole(TransferRequest.channelOf(target));
  }

  /**
   * Sends to a socket. The kernel's own path is open only to one that has a channel: {@code
   * SocketChannel.open().socket()}, not {@code new Socket()}.
   *
   * @param target the socket; it stays open
   * @return the request
   */
  public TransferRequest to(Socket target) {
    return whole(target);
  }

  /**
   * Sends to a keep-alive socket that was prepared for many transfers.
   *
   * @param target the socket
   * @return the request
   */
  public TransferRequest to(PreparedTarget target) {
    return whole(target.socket());
  }

  /**
   * Sends to a stream. What it has buffered is flushed before the first byte; after the last one it
   * is not. A plain {@code FileOutputStream} is written by its channel, so that an interrupt during
   * a write closes it.
   *
   * @param target the stream; it stays open
   * @return the request
   */
  public TransferRequest to(OutputStream target) {
    return whole(target);
  }

  /**
   * Sends to a file descriptor, from where it stands.
   *
   * @param target the descriptor; it stays open
   * @return the request
   */
  public TransferRequest to(FileDescriptor target) {
    return whole(target);
  }
}
