package dev.sendfile.mmap;

import java.io.IOException;
import java.nio.ByteBuffer;

/** How a session sees its file in memory. Used by one thread at a time. */
interface View extends AutoCloseable {

  /**
   * Shows what is mapped from a position on; maps it first, if need be.
   *
   * @param position of the first byte, in the file
   * @param end no byte at or beyond this position is shown; greater than {@code position}
   * @return a buffer with at least one byte left, valid until the next call
   * @throws IOException if the system does not map the file
   */
  ByteBuffer from(long position, long end) throws IOException;

  @Override
  void close();
}
