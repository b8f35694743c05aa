package dev.sendfile.internal.end;

import dev.sendfile.spi.Source;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A source that is read in order, by calls that may block. */
abstract class SequentialSource implements EngineSource {

  private volatile boolean reading;
  private @Nullable Throwable failure;
  private long consumed;

  abstract int read(ByteBuffer into) throws IOException;

  @Override
  public final int read(ByteBuffer into, long position) throws IOException {
    int before = into.position();
    reading = true;
    try {
      int n = read(into);
      consumed += Math.max(0, into.position() - before);
      if (Math.max(0, n) != into.position() - before) {
        throw new UnusableEndException(
            describe()
                + " says that it read "
                + n
                + " bytes, and put "
                + (into.position() - before)
                + " into the buffer; report this to its author",
            null);
      }
      return n;
    } catch (Throwable e) {
      failure = e;
      throw e;
    } finally {
      reading = false;
    }
  }

  @Override
  public final @Nullable Throwable failure() {
    return failure;
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
