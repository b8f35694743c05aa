package dev.sendfile.tck;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what a transfer does, or to see that it does nothing. */
final class Pause {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Pause() {}

  /** Lets time pass in which nothing may happen. */
  static void of(Duration duration) {
    long until = System.nanoTime() + duration.toNanos();
    for (long left = duration.toNanos(); left > 0; left = until - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** Until a file has a size: so much was written. */
  static void untilSize(Path file, long bytes) {
    if (!until(() -> file.toFile().length() == bytes)) {
      throw new AssertionError(
          "the file has "
              + file.toFile().length()
              + " and not "
              + bytes
              + " bytes after "
              + PATIENCE);
    }
  }

  /** Until a condition holds, looking every millisecond; {@code false} if it never does. */
  static boolean until(BooleanSupplier condition) {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > until) {
        return false;
      }
      of(Duration.ofMillis(1));
    }
    return true;
  }
}
