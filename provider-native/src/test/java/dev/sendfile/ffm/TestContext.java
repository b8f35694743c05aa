package dev.sendfile.ffm;

import dev.sendfile.internal.buffer.BufferCache;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Lease;
import dev.sendfile.spi.Memory;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import java.nio.ByteBuffer;

/** Lends buffers, and counts those that are out. */
final class TestContext implements Context {

  int lent;
  boolean forced;

  @Override
  public Lease lease(int size, Memory wanted) {
    if (size > BufferCache.BOUND) {
      throw new IllegalArgumentException("a lease of " + size + " bytes");
    }
    lent++;
    ByteBuffer buffer =
        wanted == Memory.HEAP ? ByteBuffer.allocate(size) : ByteBuffer.allocateDirect(size);
    return new Lease() {
      @Override
      public ByteBuffer buffer() {
        return buffer;
      }

      @Override
      public void close() {
        lent--;
      }
    };
  }

  @Override
  public Session next(Plan plan) {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean forced() {
    return forced;
  }

  @Override
  public boolean cancelled() {
    return false;
  }
}
