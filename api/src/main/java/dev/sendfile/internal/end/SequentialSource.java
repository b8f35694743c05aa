package dev.sendfile.internal.end;

import dev.sendfile.spi.Source;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A source that is read in order, by calls that may block. */
abstract class SequentialSource implements EngineSource {

  private volatile boolean reading;
  private long consumed;

  abstract int read(ByteBuffer into) throws IOException;

  @Override
  public final int read(ByteBuffer into, long position) throws IOException {
    reading = true;
    try {
      int n = read(into);
      consumed += Math.max(0, n);
      return n;
    } finally {
      reading = false;
    }
  }

  @Override
  public final long consumed() {
    return consumed;
  }

  @Override
  public final boolean reading() {
    return reading;
  }

  @Override
  public final boolean positional() {
    return false;
  }

  @Override
  public final long size() {
    return Source.UNKNOWN_SIZE;
  }
}
