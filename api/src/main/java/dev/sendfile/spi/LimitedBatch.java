package dev.sendfile.spi;

import java.nio.ByteBuffer;

/** A batch with a smaller bound. */
record LimitedBatch(Batch whole, long max) implements Batch {

  LimitedBatch {
    if (max <= 0) {
      throw new IllegalArgumentException("a batch of at most " + max + " bytes moves nothing");
    }
  }

  @Override
  public ByteBuffer header() {
    return whole.header();
  }

  @Override
  public long position() {
    return whole.position();
  }

  @Override
  public long targetPosition() {
    return whole.targetPosition();
  }

  @Override
  public boolean more() {
    return true;
  }
}
