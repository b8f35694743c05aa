package dev.sendfile.internal.end;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * A file that is read past the page cache, from where its channel stands, which need not be at a
 * block. Strategies do not get at it, as with {@link UnbufferedFileSource}.
 */
final class UnbufferedStandingSource extends StandingChannelSource {

  private final Unbuffered unbuffered;

  UnbufferedStandingSource(FileChannel channel, long start) {
    super(channel, start);
    this.unbuffered = new Unbuffered(channel);
  }

  @Override
  public <T> @Nullable T as(Class<T> type) {
    return null;
  }

  @Override
  public int read(ByteBuffer into, long position) throws IOException {
    return unbuffered.read(into, position);
  }

  /** It was asked for its mode when it was made. */
  @Override
  public void checkReadable() {}
}
