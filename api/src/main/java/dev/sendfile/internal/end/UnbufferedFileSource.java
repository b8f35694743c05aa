package dev.sendfile.internal.end;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * A caller's file that is read past the page cache, at any position. Strategies do not get at its
 * channel, of which calls at most positions fail: they read it by this end, or decline.
 */
final class UnbufferedFileSource extends ChannelFileSource {

  private final Unbuffered unbuffered;

  UnbufferedFileSource(FileChannel channel) {
    super(channel);
    this.unbuffered = new Unbuffered(channel);
  }

  @Override
  public <T> @Nullable T as(Class<T> type) {
    return null;
  }

  @Override
  public FileChannel file() {
    return channel;
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    return unbuffered.read(into, position);
  }

  /** It was asked for its mode when it was made. */
  @Override
  public void checkReadable() {}
}
