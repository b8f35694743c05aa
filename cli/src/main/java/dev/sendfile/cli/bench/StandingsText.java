package dev.sendfile.cli.bench;

import static dev.sendfile.cli.text.Table.Column.NUMBERS;
import static dev.sendfile.cli.text.Table.Column.WORDS;

import dev.sendfile.bench.plot.Base;
import dev.sendfile.bench.plot.Figures;
import dev.sendfile.bench.plot.Units;
import dev.sendfile.bench.result.Series;
import dev.sendfile.bench.result.Setting;
import dev.sendfile.cli.text.Bars;
import dev.sendfile.cli.text.Bars.Ink;
import dev.sendfile.cli.text.Ratios;
import dev.sendfile.cli.text.Table;
import java.util.List;
import java.util.Locale;

/**
 * What was measured of one setting, for people: a table, and below it a bar for each variant.
 *
 * @param series all of the setting, at least one
 * @param unicode whether more than ASCII can be printed
 */
public record StandingsText(List<Series> series, boolean unicode) {

  private static final double PERCENT = 100;

  /** Takes a copy. */
  public StandingsText {
    series = List.copyOf(series);
  }

  /**
   * Says what the setting is.
   *
   * @return one line, without its end
   */
  public String title() {
    Setting setting = series.get(0).setting();
    return title(setting) + ": median of " + series.get(0).rounds().size() + " rounds";
  }

  /**
   * Says what a setting is.
   *
   * @param setting any
   * @return for example {@code send 4 KiB, blocking, warm}
   */
  public static String title(Setting setting) {
    return setting.work().label()
        + " "
        + Units.size(setting.size())
        + ", "
        + setting.mode().label()
        + ", "
        + setting.cache().label();
  }

  /**
   * Lays the numbers out, the fastest variant first.
   *
   * @return a table
   */
  public Table table() {
    String base = Base.among(series).map(Series::variant).orElse("");
    Table table =
        new Table(WORDS, NUMBERS, NUMBERS, NUMBERS, NUMBERS, WORDS, NUMBERS, WORDS)
            .row("variant", "time", "+/-", "MB/s", "x", "95 %", "CPU", "by");
    for (Standing it : Standing.of(series)) {
      boolean isBase = it.variant().equals(base);
      table.row(
          it.variant(),
          time(it.figures()),
          String.format(Locale.ROOT, "%.0f%%", it.figures().spread() / 2 * PERCENT),
          Units.digits(it.figures().throughput()),
          it.ratio().map(ratio -> Ratios.times(ratio.median())).orElse(""),
          isBase ? "base" : it.ratio().map(Ratios::interval).orElse(""),
          Ratios.times(it.figures().cpuPerGigabyte()),
          it.series().strategy());
    }
    return table;
  }

  /**
   * Says what the columns of the table are.
   *
   * @return two lines, each with its end
   */
  public static String legend() {
    return "time: median, +/- half the distance of the quartiles; x: times as fast as base,"
        + System.lineSeparator()
        + "the JDK's own way, with the confidence interval; CPU: sender's seconds per GB"
        + System.lineSeparator();
  }

  private String time(Figures figures) {
    String time = Units.time(figures.nanos());
    return unicode ? time : time.replace('µ', 'u');
  }

  /**
   * Draws who is how fast: the library strong, rivals light.
   *
   * @param width characters in a line
   * @return a line for each variant, the fastest first
   */
  public String bars(int width) {
    Bars bars = new Bars(unicode);
    for (Standing it : Standing.of(series)) {
      bars.bar(
          it.variant(),
          it.speed(),
          it.ratio().map(ratio -> Ratios.times(ratio.median())).orElse(Units.digits(it.speed())),
          it.ours() ? Ink.STRONG : Ink.LIGHT);
    }
    return bars.draw(width);
  }
}
