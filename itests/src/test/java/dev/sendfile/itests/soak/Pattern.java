package dev.sendfile.itests.soak;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * Bytes of which every position looks different; content, headers and trailers are parts of them.
 *
 * @param bytes shared by all, never written to
 */
record Pattern(byte[] bytes) {

  /** Some of the bytes. */
  record Part(int from, int length) {
    int to() {
      return from + length;
    }
  }

  static Pattern of(int size) {
    byte[] bytes = new byte[size];
    new SplittableRandom(size).nextBytes(bytes);
    return new Pattern(bytes);
  }

  int size() {
    return bytes.length;
  }

  ByteBuffer buffer(Part part) {
    return ByteBuffer.wrap(bytes, part.from(), part.length()).slice();
  }

  byte[] copy(Part part) {
    return Arrays.copyOfRange(bytes, part.from(), part.to());
  }

  /** Whether some bytes are those of the pattern from a position on. */
  boolean matches(byte[] some, int length, int from) {
    return Arrays.equals(some, 0, length, bytes, from, from + length);
  }

  void write(Path file, Part part) throws IOException {
    Files.write(file, copy(part));
  }
}
