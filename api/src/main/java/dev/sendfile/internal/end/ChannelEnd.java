package dev.sendfile.internal.end;

import dev.sendfile.spi.Memory;
import java.io.IOException;
import java.nio.channels.Channel;
import org.jspecify.annotations.Nullable;

/**
 * An end that is one channel. It is the caller's, unless a subclass says otherwise: closed only to
 * end a call that is blocked on it.
 */
abstract class ChannelEnd<C extends Channel> implements EngineEnd {

  final C channel;

  ChannelEnd(C channel) {
    this.channel = channel;
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
  public Memory memory() {
    return Memory.DIRECT;
  }

  @Override
  public boolean closable() {
    return true;
  }

  @Override
  public void close() throws IOException {
    Sockets.close(channel);
  }
}
