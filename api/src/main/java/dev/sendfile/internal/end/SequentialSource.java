package dev.sendfile.internal.end;

import dev.sendfile.spi.Source;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A source that is read in order, by calls that may block. */
abstract class SequentialSource implements EngineSource {

  /** Odd during a read. Written by the thread that reads. */
  private volatile int reads;

  private long consumed;

  abstract int read(ByteBuffer into) throws IOException;

  @Override
  @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread at a time
  public final int read(ByteBuffer into, long position) throws IOException {
    reads++;
    try {
      int n = read(into);
      consumed += Math.max(0, n);
      return n;
    } finally {
      reads++;
    }
  }

  /** Begins another call that waits for this end. */
  @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread at a time
  final void enterCall() {
    reads++;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread at a time
  final void leaveCall() {
    reads++;
  }

  @Override
  public final int reads() {
    return reads;
  }

  @Override
  public final long consumed() {
    return consumed;
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
