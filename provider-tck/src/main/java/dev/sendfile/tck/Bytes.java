package dev.sendfile.tck;

import java.util.Arrays;

/** Compares what arrived with what should have; a message with all the bytes would help nobody. */
final class Bytes {

  private Bytes() {}

  /** Fails with the first difference. */
  static void check(byte[] arrived, byte[] expected) {
    int at = Arrays.mismatch(arrived, expected);
    if (at >= 0) {
      throw new AssertionError(
          arrived.length
              + " bytes arrived and "
              + expected.length
              + " should have; the first difference is at byte "
              + at);
    }
  }
}
