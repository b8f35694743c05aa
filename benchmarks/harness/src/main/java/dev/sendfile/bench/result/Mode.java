package dev.sendfile.bench.result;

import java.util.Locale;

/** How a thread and its connection wait. */
public enum Mode {
  /** A platform thread on a blocking channel. */
  BLOCKING,
  /** A platform thread on a non-blocking channel, which it waits for with a selector. */
  NON_BLOCKING,
  /** A virtual thread on a blocking channel; on Java 21 and later. */
  VIRTUAL;

  /**
   * Returns the name as it is written.
   *
   * @return {@code non-blocking}, for example
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
