package dev.sendfile.internal.end;

import dev.sendfile.internal.thread.Closers;
import dev.sendfile.internal.thread.VirtualThreads;
import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Memory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A socket, pipe or device of the JDK's own, from where it stands. */
final class ChannelSource extends SequentialSource {

  private final ReadableByteChannel channel;
  private final EndKind kind;
  private final boolean owned;
  private final @Nullable OffCarrier calls;

  /** The stream of a TCP socket, which alone tells what has arrived. */
  private @Nullable InputStream arrivals;

  /** A failed read may have told of a broken connection this once, and the next call it the end. */
  private volatile @Nullable Throwable failure;

  ChannelSource(ReadableByteChannel channel, EndKind kind, boolean owned) {
    this.channel = channel;
    this.kind = kind;
    this.owned = owned;
    this.calls = channel instanceof FileChannel ? new OffCarrier() : null;
  }

  @Override
  public void open(Closers closers) {
    if (calls != null) {
      calls.by(closers);
    }
  }

  @Override
  public EndKind kind() {
    return kind;
  }

  @Override
  public <T> @Nullable T as(Class<T> type) {
    boolean hidden = calls != null && VirtualThreads.isCurrent(); // none may go around the calls
    return type.isInstance(channel) && !hidden ? type.cast(channel) : null;
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public boolean owned() {
    return owned;
  }

  @Override
  public boolean blocking() {
    return !(channel instanceof SelectableChannel selectable) || selectable.isBlocking();
  }

  @Override
  public boolean parks() {
    return channel instanceof SelectableChannel selectable && selectable.isBlocking();
  }

  @Override
  public int available() {
    if (!EndKind.TCP.equals(kind) || !(channel instanceof SocketChannel socket)) {
      return UNKNOWN;
    }
    try {
      if (arrivals == null) {
        arrivals = socket.socket().getInputStream();
      }
      return arrivals.available();
    } catch (IOException | UnsupportedOperationException e) {
      return UNKNOWN; // shut down or closed: the next read finds out
    }
  }

  @Override
  public boolean shutDown() {
    try {
      return EndKind.TCP.equals(kind) && channel instanceof SocketChannel socket && isShut(socket);
    } catch (IOException | UnsupportedOperationException e) {
      return false; // closed by now, or of a class that has no socket
    }
  }

  /** The kernel wakes who reads before the JDK has noted it, under a lock that is waited for. */
  private static boolean isShut(SocketChannel socket) throws IOException {
    return socket.getRemoteAddress() != null && socket.socket().isInputShutdown();
  }

  @Override
  public Memory memory() {
    return Memory.DIRECT;
  }

  @Override
  int read(ByteBuffer into) throws IOException {
    try {
      return calls == null ? channel.read(into) : (int) calls.make(() -> channel.read(into));
    } catch (Throwable e) {
      failure = e;
      throw e;
    }
  }

  @Override
  public @Nullable Throwable failure() {
    return failure;
  }

  @Override
  public boolean closable() {
    return true;
  }

  @Override
  public void close() throws IOException {
    Sockets.close(channel);
  }

  @Override
  public void release() throws IOException {
    if (owned) {
      channel.close();
    }
  }

  @Override
  public void check() throws IOException {
    if (!channel.isOpen()) {
      throw new ClosedChannelException();
    }
    Sockets.checkConnected(channel, "source");
  }

  @Override
  public String describe() {
    return "the source (" + kind + ")";
  }
}
