package dev.sendfile.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Timeouts as {@link java.net.Socket} takes them. */
final class TimeoutMillis {

  private TimeoutMillis() {}

  /** Whole milliseconds, 0 for none. */
  static int of(@Nullable Duration timeout) {
    return timeout == null ? 0 : (int) Math.max(1, Math.min(timeout.toMillis(), Integer.MAX_VALUE));
  }
}
