package dev.sendfile.spi;

import java.nio.ByteBuffer;

/**
 * A buffer on loan. Give it back by {@link #close()} and forget it: the object itself is reused.
 */
public interface Lease extends AutoCloseable {

  /**
   * Returns the buffer, big-endian.
   *
   * @return the buffer; contents of an earlier loan may still be in it
   */
  ByteBuffer buffer();

  /** Gives the buffer back. Exactly once. */
  @Override
  void close();
}
