package dev.sendfile.internal.end;

import dev.sendfile.spi.EndKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;

/** A socket channel of the JDK's own, TCP unless a subclass says otherwise, in either mode. */
class SocketTarget extends ChannelEnd<SocketChannel> implements EngineTarget {

  /** By one thread at a time, as the socket is. */
  private long written;

  SocketTarget(SocketChannel channel) {
    super(channel);
  }

  /** Asks the channel once: it takes a lock to tell its address. */
  static SocketTarget of(SocketChannel channel) {
    return Sockets.kindOf(channel).equals(EndKind.UNIX)
        ? new UnixSocketTarget(channel)
        : new SocketTarget(channel);
  }

  @Override
  public EndKind kind() {
    return EndKind.TCP;
  }

  @Override
  public boolean blocking() {
    return channel.isBlocking();
  }

  @Override
  public boolean parks() {
    return channel.isBlocking();
  }

  @Override
  public void enterVirtualThread() throws IOException {
    if (channel.isBlocking()) {
      channel.write(Empty.buffer());
    }
  }

  @Override
  public boolean shutDownOutput() throws IOException {
    channel.shutdownOutput();
    return true;
  }

  /**
   * The call that shuts it down fails the writer before it says so, and holds a lock until then.
   */
  @Override
  public boolean shutDown() {
    try {
      channel.getRemoteAddress();
      return channel.socket().isOutputShutdown();
    } catch (IOException | UnsupportedOperationException e) {
      return false; // closed, or a Unix socket, which has no such face
    }
  }

  @Override
  public boolean positional() {
    return false;
  }

  @Override
  public int write(ByteBuffer from, long position) throws IOException {
    int n = channel.write(from);
    written += n;
    return n;
  }

  @Override
  public long write(ByteBuffer first, ByteBuffer second, long position) throws IOException {
    long n = channel.write(new ByteBuffer[] {first, second});
    written += n;
    return n;
  }

  @Override
  public long written() {
    return written;
  }

  @Override
  public void check() throws IOException {
    if (!channel.isOpen()) {
      throw new ClosedChannelException();
    }
    Sockets.checkConnected(channel, "target");
  }

  @Override
  public String describe() {
    return "the target (" + kind() + ")";
  }
}
