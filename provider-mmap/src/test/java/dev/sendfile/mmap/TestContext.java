package dev.sendfile.mmap;

import dev.sendfile.spi.Context;
import dev.sendfile.spi.Lease;
import dev.sendfile.spi.Memory;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;

/** Lends buffers, counts those that are out, and lets things happen when one is asked for. */
final class TestContext implements Context {

  int lent;
  Memory memory;
  TestTarget.Event onLease = () -> {};

  @Override
  public Lease lease(int size, Memory wanted) {
    try {
      onLease.happen();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    memory = wanted;
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
    return false;
  }

  @Override
  public boolean cancelled() {
    return false;
  }
}
