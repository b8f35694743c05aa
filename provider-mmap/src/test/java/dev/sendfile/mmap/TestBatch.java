package dev.sendfile.mmap;

import dev.sendfile.spi.Batch;
import java.nio.ByteBuffer;

/** One step's worth. */
record TestBatch(ByteBuffer header, long position, long max) implements Batch {

  static TestBatch of(long position, long max) {
    return new TestBatch(ByteBuffer.allocate(0), position, max);
  }

  @Override
  public long targetPosition() {
    return 0;
  }

  @Override
  public boolean more() {
    return false;
  }
}
