package dev.sendfile.internal.end;

import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Memory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A socket channel of the JDK's own, TCP or Unix, in either mode. */
class SocketTarget implements EngineTarget {

  private final SocketChannel channel;

  SocketTarget(SocketChannel channel) {
    this.channel = channel;
  }

  @Override
  public EndKind kind() {
    return Sockets.kindOf(channel);
  }

  @Override
  public <T> @Nullable T as(Class<T> type) {
    return type.isInstance(channel) ? type.cast(channel) : null;
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public boolean owned() {
    return false;
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
  public Memory memory() {
    return Memory.DIRECT;
  }

  @Override
  public boolean positional() {
    return false;
  }

  @Override
  public int write(ByteBuffer from, long position) throws IOException {
    return channel.write(from);
  }

  @Override
  public long write(ByteBuffer first, ByteBuffer second, long position) throws IOException {
    return channel.write(new ByteBuffer[] {first, second});
  }

  @Override
  public boolean closable() {
    return true;
  }

  @Override
  public void close() throws IOException {
    channel.close();
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
