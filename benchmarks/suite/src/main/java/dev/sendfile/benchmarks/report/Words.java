package dev.sendfile.benchmarks.report;

import dev.sendfile.bench.plot.Units;
import dev.sendfile.bench.result.PairedRatio;
import java.util.Locale;

/** How figures are written on the page. */
final class Words {

  /** With fewer, the interval is that of all rounds, and less sure than it says. */
  private static final int FEWEST_ROUNDS = 6;

  private Words() {}

  /** Whether the interval holds the truth as surely as the page says. */
  static boolean isSure(PairedRatio ratio) {
    return ratio.rounds() >= FEWEST_ROUNDS;
  }

  /** A ratio with its interval. */
  static String ratio(PairedRatio ratio) {
    return Units.digits(ratio.median())
        + " ("
        + Units.digits(ratio.lower())
        + "–"
        + Units.digits(ratio.upper())
        + ")";
  }

  static String percent(double part) {
    return String.format(Locale.ROOT, "%.0f %%", part * 100);
  }

  static String code(String text) {
    return '`' + text + '`';
  }
}
