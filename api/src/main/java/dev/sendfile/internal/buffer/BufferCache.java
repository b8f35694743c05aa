package dev.sendfile.internal.buffer;

import dev.sendfile.spi.Lease;
import dev.sendfile.spi.Memory;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Lends buffers and keeps those that come back, up to a bound. Anybody who asks gets one: beyond
 * the bound, buffers are made for the loan and left to the collector afterwards. Safe for use by
 * many threads.
 */
public final class BufferCache {

  /** The smallest capacity, 4 KiB: a page, and what a parked transfer may hold. */
  public static final int MIN_CAPACITY = 1 << 12;

  /** The bytes kept for each kind of memory: 16 MiB, room for one buffer of the largest size. */
  public static final long BOUND = 16L << 20;

  /** Up to this capacity, one buffer of each size is kept beyond the bound: half a MiB in all. */
  static final int HOT_CAPACITY = 256 << 10;

  private static final int MIN_SHIFT = 12;
  private static final int CLASSES = 13; // 4 KiB, 8 KiB, … 16 MiB

  private final Shelf[] direct;
  private final Shelf[] heap;

  /** Makes an empty cache. */
  public BufferCache() {
    direct = shelves(Memory.DIRECT);
    heap = shelves(Memory.HEAP);
  }

  private static Shelf[] shelves(Memory memory) {
    AtomicLong kept = new AtomicLong();
    Shelf[] shelves = new Shelf[CLASSES];
    for (int i = 0; i < CLASSES; i++) {
      shelves[i] = new Shelf(MIN_CAPACITY << i, memory, kept);
    }
    return shelves;
  }

  /**
   * Lends a buffer.
   *
   * @param size the least capacity in bytes, in 1..16 MiB
   * @param memory where it lives
   * @return a lease on a cleared buffer with its limit at {@code size}
   * @throws IllegalArgumentException if the size is out of range
   * @throws OutOfMemoryError if there is no memory for it, though all idle buffers were let go
   */
  public Lease lease(int size, Memory memory) {
    if (size <= 0 || size > BOUND) {
      throw new IllegalArgumentException("a lease of " + size + " bytes is not in 1.." + BOUND);
    }
    int index = Math.max(0, Integer.SIZE - MIN_SHIFT - Integer.numberOfLeadingZeros(size - 1));
    Shelf shelf = (memory == Memory.DIRECT ? direct : heap)[index];
    try {
      return shelf.take(size);
    } catch (OutOfMemoryError e) { // what lies idle in other sizes may be what is missing
      clear();
      return shelf.take(size);
    }
  }

  /** Leaves all idle buffers to the collector. */
  private void clear() {
    for (int i = 0; i < CLASSES; i++) {
      direct[i].clear();
      heap[i].clear();
    }
  }
}
