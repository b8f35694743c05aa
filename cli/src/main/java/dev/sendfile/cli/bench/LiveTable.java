package dev.sendfile.cli.bench;

import dev.sendfile.bench.contest.Progress;
import dev.sendfile.bench.result.Series;
import dev.sendfile.cli.text.Redrawn;
import dev.sendfile.cli.text.Terminal;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** The table of the setting that runs, redrawn in place while it fills. */
public final class LiveTable implements AutoCloseable {

  /** So that the eye can follow, and little time goes into drawing. */
  private static final long PAUSE_NANOS = 250_000_000;

  private static final double PERCENT = 100;

  private final Redrawn lines;
  private final Supplier<Terminal> terminal;
  private final boolean unicode;
  private long drawn;

  /**
   * Begins where the terminal stands.
   *
   * @param out the terminal
   * @param terminal its size, asked each time
   * @param unicode whether more than ASCII can be printed
   */
  public LiveTable(PrintStream out, Supplier<Terminal> terminal, boolean unicode) {
    lines = new Redrawn(out, terminal);
    this.terminal = terminal;
    this.unicode = unicode;
    drawn = System.nanoTime() - PAUSE_NANOS;
  }

  /**
   * Draws how far a setting is, unless it was drawn just now.
   *
   * @param progress how far
   */
  public void show(Progress progress) {
    long now = System.nanoTime();
    if (now - drawn >= PAUSE_NANOS) {
      drawn = now;
      lines.show(text(progress));
    }
  }

  private List<String> text(Progress progress) {
    List<String> text = new ArrayList<>();
    List<Series> series = progress.series();
    if (series.isEmpty()) {
      text.add(StandingsText.title(progress.setting()) + ": warming up");
      return text;
    }
    text.add(
        String.format(
            Locale.ROOT,
            "%s: round %d, %.0f %%; Ctrl-C ends it and keeps what there is",
            StandingsText.title(progress.setting()),
            progress.rounds(),
            progress.fraction() * PERCENT));
    StandingsText standings = new StandingsText(series, unicode);
    standings.table().toString().lines().forEach(text::add);
    if (text.size() + series.size() + 2
        < terminal.get().height()) { // else the bars come at the end
      text.add("");
      standings.bars(terminal.get().width() - 1).lines().forEach(text::add);
    }
    return text;
  }

  @Override
  public void close() {
    lines.close();
  }
}
