package dev.sendfile.cli;

import dev.sendfile.bench.contest.Progress;
import dev.sendfile.bench.result.Place;
import dev.sendfile.bench.result.Results;
import dev.sendfile.bench.result.Series;
import dev.sendfile.cli.bench.LeftOutText;
import dev.sendfile.cli.bench.LiveTable;
import dev.sendfile.cli.bench.Run;
import dev.sendfile.cli.bench.StandingsText;
import dev.sendfile.cli.bench.SummaryText;
import dev.sendfile.cli.text.Terminal;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a benchmark shows. On a terminal the table of the setting that runs is redrawn while it
 * fills; what is printed when the setting is over stays. With {@code --json} that is one object at
 * the end.
 */
final class BenchReport implements Run.Listener, AutoCloseable {

  private final boolean json;
  private final Place place;
  private final PrintWriter out;
  private final boolean unicode = Terminal.unicode();
  private final Optional<Terminal> terminal = Terminal.find();
  private @Nullable LiveTable live;
  private boolean begun;

  BenchReport(boolean json, Place place, PrintWriter out) {
    this.json = json;
    this.place = place;
    this.out = out;
  }

  /** Says where it runs: not before it is sure that there will be something to see. */
  private void head() {
    if (!json && !begun) {
      begun = true;
      Load.warning(place.processors()).ifPresent(out::println);
      PlaceText.of(place).lines().forEach(out::println);
      StandingsText.legend().lines().forEach(out::println);
      out.flush();
    }
  }

  @Override
  public void after(Progress progress) {
    if (live == null) {
      live =
          terminal
              .filter(Terminal::canRedraw)
              .map(it -> new LiveTable(System.err, () -> Terminal.find().orElse(it), unicode))
              .orElse(null);
    }
    if (live != null || progress.rounds() > 0) {
      head();
    }
    if (live != null) {
      live.show(progress);
    }
  }

  @Override
  public void measured(List<Series> series) {
    close();
    if (!json) {
      StandingsText text = new StandingsText(series, unicode);
      out.println();
      out.println(text.title());
      out.println();
      out.print(text.table());
      out.println();
      out.print(text.bars(Terminal.columnsOfTables() - 1));
      out.flush();
    }
  }

  /** Sums it up. */
  void end(Results results) {
    close();
    if (json) {
      Json.print(results, out);
      return;
    }
    SummaryText.of(results).forEach(it -> out.print(System.lineSeparator() + it));
    if (!results.leftOut().isEmpty()) {
      out.println();
      out.print(LeftOutText.of(results.leftOut()));
    }
  }

  /** Says why it took longer than it was asked to, if it did. */
  void overrun(Optional<String> words) {
    if (!json) {
      words.ifPresent(
          it -> {
            out.println();
            out.println(it);
          });
    }
  }

  /** Says where the plots are. */
  void plotted(List<Path> files) {
    if (!json) {
      out.println();
      files.forEach(it -> out.println("plot: " + it));
    }
  }

  /** Takes away what is redrawn. */
  @Override
  public void close() {
    if (live != null) {
      live.close();
      live = null;
    }
  }
}
