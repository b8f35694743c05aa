package org.example.paced;

import dev.sendfile.spi.Batch;
import java.nio.ByteBuffer;

/**
 * A batch as the engine would make it.
 *
 * @param position of the next content byte in the source
 * @param headerLeft bytes of the header that are still to be sent
 * @param max content bytes at most
 */
record FixedBatch(long position, int headerLeft, long max) implements Batch {

  @Override
  public ByteBuffer header() {
    return ByteBuffer.allocate(headerLeft);
  }

  @Override
  public long targetPosition() {
    return 0;
  }

  @Override
  public boolean more() {
    return true;
  }
}
