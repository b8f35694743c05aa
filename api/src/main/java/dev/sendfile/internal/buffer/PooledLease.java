package dev.sendfile.internal.buffer;

import dev.sendfile.spi.Lease;
import java.nio.ByteBuffer;

/** A buffer that goes back to its shelf. */
final class PooledLease implements Lease {

  private final Shelf shelf;
  private final ByteBuffer buffer;
  private boolean lent;

  PooledLease(Shelf shelf, ByteBuffer buffer) {
    this.shelf = shelf;
    this.buffer = buffer;
  }

  void lend(int size) {
    lent = true;
    buffer.clear().limit(size);
  }

  @Override
  public ByteBuffer buffer() {
    if (!lent) {
      throw new IllegalStateException("this lease was given back");
    }
    return buffer;
  }

  @Override
  public void close() {
    if (lent) {
      lent = false;
      shelf.giveBack(this);
    }
  }
}
