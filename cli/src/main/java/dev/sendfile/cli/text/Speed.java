package dev.sendfile.cli.text;

import java.util.Locale;

/**
 * How fast bytes moved.
 *
 * @param bytes how many
 * @param seconds for how long
 */
public record Speed(long bytes, double seconds) {

  private static final double MEGABYTE = 1e6;

  /**
   * Returns the number for people.
   *
   * @return millions of bytes a second; a dash where no bytes moved
   */
  @Override
  public String toString() {
    return bytes == 0 ? "-" : String.format(Locale.ROOT, "%.1f", bytes / seconds / MEGABYTE);
  }
}
