package dev.sendfile.internal.end;

import dev.sendfile.spi.Source;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A source that is read in order, by calls that may block. */
abstract class SequentialSource implements EngineSource {

  /** Odd during a read. Written by the thread that reads. */
  private volatile int reads;

  private @Nullable Throwable failure;

  abstract int read(ByteBuffer into) throws IOException;

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread at a time
  public final int read(ByteBuffer into, long position) throws IOException {
    int before = into.position();
    reads++;
    try {
      int n = read(into);
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
    } catch (IOException e) {
      failure = e;
      throw e;
    } finally {
      reads++;
    }
  }

  @Override
  public final @Nullable Throwable failure() {
    return failure;
  }

  @Override
  public final int reads() {
    return reads;
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
