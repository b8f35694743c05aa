package dev.sendfile.cli.bench;

import dev.sendfile.bench.plot.Base;
import dev.sendfile.bench.plot.Figures;
import dev.sendfile.bench.plot.Variant;
import dev.sendfile.bench.result.PairedRatio;
import dev.sendfile.bench.result.Series;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How one variant stands in one setting.
 *
 * @param series what was measured of it
 * @param figures what that comes to
 * @param ratio how many times as fast as the JDK's own way it is; empty if that did not take part
 */
record Standing(Series series, Figures figures, Optional<PairedRatio> ratio) {

  /** Ranks all variants of one setting, the fastest first. */
  static List<Standing> of(List<Series> series) {
    Optional<Series> base = Base.among(series);
    return series.stream()
        .map(it -> new Standing(it, Figures.of(it), base.map(jdk -> PairedRatio.ofTime(it, jdk))))
        .sorted(Comparator.comparingDouble(Standing::speed).reversed())
        .toList();
  }

  String variant() {
    return series.variant();
  }

  /** Whether it is the library, and no rival. */
  boolean ours() {
    return Variant.of(variant()).isLibrary();
  }

  /** To compare variants of one setting by: more is faster. */
  double speed() {
    return ratio.map(PairedRatio::median).orElse(figures.throughput());
  }
}
