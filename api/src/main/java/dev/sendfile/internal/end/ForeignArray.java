package dev.sendfile.internal.end;

/**
 * The one array that a foreign object is handed during a transfer. Whoever has seen an array may
 * read it and write to it at any time later: so it is neither leased nor given back, and nothing
 * stands in it but what that object has written or was to be given.
 */
final class ForeignArray {

  /** The bytes to begin with, and all that a parked transfer holds: 4 KiB. */
  static final int SMALLEST = 1 << 12;

  /** The bytes that it grows to, 64 KiB: the size from which on larger reads gain nothing. */
  static final int LARGEST = 1 << 16;

  private static final byte[] NONE = {};

  private byte[] bytes = NONE;
  private int next = SMALLEST;

  /**
   * Returns the array for a read. Who asks for no more than a page may wait for long.
   *
   * @param wanted the bytes that there is room for, at least 1
   */
  byte[] toFill(int wanted) {
    if (wanted <= SMALLEST) {
      next = SMALLEST;
    }
    if (bytes.length != next) {
      bytes = new byte[next];
    }
    return bytes;
  }

  /** A read has filled the array: the next one may find more. */
  void cameFull() {
    next = Math.min(LARGEST, next << 2);
  }

  /**
   * Returns the array for a write.
   *
   * @param needed the bytes that go into it, in 1..{@link #LARGEST}
   */
  byte[] toEmpty(int needed) {
    if (bytes.length < needed) {
      bytes = new byte[Math.max(SMALLEST, needed)];
    }
    return bytes;
  }
}
