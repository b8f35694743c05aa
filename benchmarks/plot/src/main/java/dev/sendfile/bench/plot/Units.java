package dev.sendfile.bench.plot;

import java.util.Locale;

/** Writes numbers the same way everywhere, whatever the locale. */
public final class Units {

  private static final String[] BINARY = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

  private Units() {}

  /**
   * Writes a number of bytes in the largest binary unit that leaves it whole.
   *
   * @param bytes not negative
   * @return {@code 4 KiB}, {@code 1000 B}
   */
  public static String size(long bytes) {
    int unit = 0;
    long value = bytes;
    while (value != 0 && value % 1024 == 0) {
      value /= 1024;
      unit++;
    }
    return value + " " + BINARY[unit];
  }

  /**
   * Writes a time in the unit that leaves one to three digits before the point.
   *
   * @param nanos nanoseconds
   * @return {@code 4.2 µs}
   */
  public static String time(long nanos) {
    if (nanos < 1e3) {
      return nanos + " ns";
    }
    if (nanos < 1e6) {
      return digits(nanos / 1e3) + " µs";
    }
    if (nanos < 1e9) {
      return digits(nanos / 1e6) + " ms";
    }
    return digits(nanos / 1e9) + " s";
  }

  /**
   * Writes a number with three digits that count, or all those before the point.
   *
   * @param value any
   * @return {@code 0.123}, {@code 4.56}, {@code 1,234}
   */
  public static String digits(double value) {
    double size = Math.abs(value);
    String format =
        size < 0.9995 ? "%.3f" : size < 9.995 ? "%.2f" : size < 99.95 ? "%.1f" : "%,.0f";
    return String.format(Locale.ROOT, format, value);
  }
}
