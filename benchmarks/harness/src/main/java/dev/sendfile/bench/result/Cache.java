package dev.sendfile.bench.result;

import java.util.Locale;

/** Where the bytes of a file lie before it is sent. */
public enum Cache {
  /** In the page cache. */
  WARM,
  /** On the disk: dropped from the page cache before each transfer. */
  COLD;

  /**
   * Returns the name as it is written.
   *
   * @return {@code warm}, for example
   */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
