package dev.sendfile.ffm;

import dev.sendfile.spi.Refusal;
import dev.sendfile.spi.Step;
import java.io.IOException;

/** Tells what it means that a call on a file moved nothing. */
final class EndOfFile {

  private static final Step NOTHING_MOVED =
      Step.notHandled(
          Refusal.ofEnds(
              "the kernel moved nothing, although the file holds more; it has to be read"));

  private EndOfFile() {}

  /** The file ends there, or the kernel has no way to move what it holds. */
  static Step reached(Calls calls, int file, long position) throws IOException {
    long size = calls.linux().size(file);
    if (size < 0) {
      return calls.failed("statx", size, NOTHING_MOVED);
    }
    return position >= size ? Step.END_OF_SOURCE : NOTHING_MOVED;
  }
}
