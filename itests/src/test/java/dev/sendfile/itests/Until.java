package dev.sendfile.itests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for what a transfer does, looking every millisecond. */
final class Until {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Until() {}

  /** Until a file has a size: so much was written. */
  static void size(Path file, long bytes) throws IOException {
    if (!holds(() -> file.toFile().length() == bytes)) {
      throw new AssertionError(
          file + " has " + Files.size(file) + " and not " + bytes + " bytes after " + PATIENCE);
    }
  }

  /** Until a condition holds; {@code false} if it never does. */
  static boolean holds(BooleanSupplier condition) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > until) {
        return false;
      }
      Stalled.pause(Duration.ofMillis(1));
    }
    return true;
  }
}
