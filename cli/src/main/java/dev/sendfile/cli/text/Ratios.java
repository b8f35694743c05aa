package dev.sendfile.cli.text;

import dev.sendfile.bench.result.PairedRatio;
import java.util.Locale;

/** Writes ratios, all with the same two decimals, so that one column of them can be compared. */
public final class Ratios {

  private Ratios() {}

  /**
   * Writes how many times.
   *
   * @param ratio not negative
   * @return {@code 1.31}, for example
   */
  public static String times(double ratio) {
    return String.format(Locale.ROOT, "%.2f", ratio);
  }

  /**
   * Writes how sure it is.
   *
   * @param ratio with its interval
   * @return {@code 1.22-1.40}, for example
   */
  public static String interval(PairedRatio ratio) {
    return times(ratio.lower()) + "-" + times(ratio.upper());
  }
}
