package dev.sendfile.ffm;

import dev.sendfile.spi.Context;
import dev.sendfile.spi.Lease;
import dev.sendfile.spi.Memory;
import java.nio.ByteBuffer;

/**
 * What is left of a header, in memory that a call may be given the address of. That of the user may
 * be freed by him at any moment, and an address does not notice: so it is always copied.
 */
final class Header {

  /** Bytes that are copied and sent at once, at most: 64 KiB. What is longer takes more steps. */
  static final int PIECE = 64 << 10;

  private Header() {}

  /**
   * Borrows memory and copies the header, or its first {@link #PIECE}, to its beginning.
   *
   * @param header what is left of it; its position is not moved
   * @param behind room for so many bytes behind it
   * @return a lease of a buffer that stands behind what was copied
   * @throws IllegalStateException if the memory of the header has been freed
   */
  static Lease copy(ByteBuffer header, int behind, Context context) {
    int length = Math.min(header.remaining(), PIECE);
    Lease lease = context.lease(length + behind, Memory.DIRECT);
    boolean copied = false;
    try {
      lease.buffer().put(header.slice(header.position(), length));
      copied = true;
      return lease;
    } finally {
      if (!copied) {
        lease.close();
      }
    }
  }
}
