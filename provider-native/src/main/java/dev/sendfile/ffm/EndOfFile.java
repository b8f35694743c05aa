package dev.sendfile.ffm;

import dev.sendfile.spi.Refusal;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Tells what it means that a call on a file moved nothing. */
final class EndOfFile {

  private static final Step NOTHING_MOVED =
      Step.notHandled(
          Refusal.ofEnds(
              "the kernel moved nothing, although the file holds more; it has to be read"));

  private EndOfFile() {}

  /**
   * The file ends there, or the kernel has no way to move what it holds. Where the size says more,
   * as that of files in {@code /sys} does, a read tells.
   */
  static Step reached(Calls calls, int file, long position) throws IOException {
    long size = calls.linux().size(file);
    if (size < 0) {
      return calls.failed("statx", size, NOTHING_MOVED);
    }
    if (position >= size) {
      return Step.END_OF_SOURCE;
    }
    long n = calls.linux().read(file, ByteBuffer.allocateDirect(1), position);
    if (n < 0) {
      return calls.failed("pread", n, NOTHING_MOVED);
    }
    return n == 0 ? Step.END_OF_SOURCE : NOTHING_MOVED;
  }
}
