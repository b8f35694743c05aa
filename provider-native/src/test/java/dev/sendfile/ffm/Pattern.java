package dev.sendfile.ffm;

import java.util.Random;

/** Bytes that no other bytes are mistaken for. */
final class Pattern {

  private Pattern() {}

  static byte[] of(int size) {
    byte[] bytes = new byte[size];
    new Random(size).nextBytes(bytes);
    for (int i = 0; i < size; i++) {
      bytes[i] |= 1; // a zero is never one of them
    }
    return bytes;
  }
}
