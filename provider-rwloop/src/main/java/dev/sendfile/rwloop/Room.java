package dev.sendfile.rwloop;

import dev.sendfile.spi.Context;
import dev.sendfile.spi.Lease;
import dev.sendfile.spi.Memory;
import dev.sendfile.spi.Step;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Buffers where memory may be short: a smaller one serves as well, only more slowly. */
final class Room {

  /** With how many bytes a session waits for a source, and gets along if it must: 4 KiB. */
  static final int LEAST = 4 << 10;

  /** By which factor buffers grow and shrink. */
  static final int FACTOR = 4;

  /** What a step answers where not even the least is to be had: others will give some back. */
  static final Step NONE = new Step.Later(TimeUnit.MILLISECONDS.toNanos(20));

  private Room() {}

  /**
   * Borrows a buffer.
   *
   * @param wanted the bytes wanted
   * @param least with how many to be content
   * @return a lease of some size between the two; {@code null} if there is no memory for that
   */
  static @Nullable Lease lease(Context context, int wanted, int least, Memory memory) {
    int size = wanted;
    while (true) {
      try {
        return context.lease(size, memory);
      } catch (OutOfMemoryError e) {
        if (size <= least) {
          return null;
        }
        size = Math.max(least, size / FACTOR);
      }
    }
  }
}
