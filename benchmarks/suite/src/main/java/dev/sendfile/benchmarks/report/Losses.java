package dev.sendfile.benchmarks.report;

import dev.sendfile.bench.plot.Base;
import dev.sendfile.bench.plot.Group;
import dev.sendfile.bench.plot.Units;
import dev.sendfile.bench.plot.Variant;
import dev.sendfile.bench.plot.Variant.Kind;
import dev.sendfile.bench.result.PairedRatio;
import dev.sendfile.bench.result.Results;
import dev.sendfile.bench.result.Series;
import dev.sendfile.benchmarks.report.Evidence.Run;
import dev.sendfile.benchmarks.report.Markdown.Table;
import java.util.List;
import java.util.Optional;

/** Where the library, choosing by itself, is certainly slower than what people would write. */
final class Losses {

  private static final List<String> OPENED = List.of("SENDFILE_PATH", "SENDFILE_PLAIN_SOCKET");
  private static final String OPENED_RIVAL = "FILES_COPY";

  private Losses() {}

  /** Lists them; empty if there are none. */
  static Optional<Table> of(List<Run> runs) {
    Table table =
        new Table(4, List.of("Java", "Work", "Variant", "Beside", "Size", "Times as fast (95 %)"));
    boolean found = false;
    for (Run run : runs) {
      for (Series series : run.results().series()) {
        Optional<Series> base = rival(run.results(), series);
        if (base.isPresent() && isCertain(PairedRatio.ofTime(series, base.get()))) {
          table.row(
              String.valueOf(run.java()),
              Group.of(series.setting()).title(),
              Variant.of(series.variant()).label(),
              Variant.of(base.get().variant()).label(),
              Units.size(series.setting().size()),
              Words.ratio(PairedRatio.ofTime(series, base.get())));
          found = true;
        }
      }
    }
    return found ? Optional.of(table) : Optional.empty();
  }

  private static boolean isCertain(PairedRatio ratio) {
    return Words.isSure(ratio) && ratio.certainlyLess();
  }

  /** What opens the file each time is held to what does so too. */
  private static Optional<Series> rival(Results results, Series series) {
    if (Variant.of(series.variant()).kind() != Kind.OURS) {
      return Optional.empty();
    }
    return OPENED.stream().anyMatch(series.variant()::startsWith)
        ? results.find(series.setting(), OPENED_RIVAL)
        : Base.of(results, series.setting());
  }
}
