package dev.sendfile.benchmarks.compare;

import dev.sendfile.bench.plot.Base;
import dev.sendfile.bench.plot.Variant;
import dev.sendfile.bench.result.Results;
import dev.sendfile.bench.result.Series;
import dev.sendfile.bench.result.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Two runs beside each other. Rivals are corrected for by themselves: their number should not make
 * it harder to see what became of the library.
 *
 * @param library what became of the library
 * @param others what became of what it is compared with
 * @param gone series of the library that only the older run has
 */
record Comparison(List<Change> library, List<Change> others, List<Series> gone) {

  static Comparison of(Results before, Results now) {
    List<Pair> library = new ArrayList<>();
    List<Pair> others = new ArrayList<>();
    List<Series> gone = new ArrayList<>();
    for (Series then : before.series()) {
      Optional<Series> same = now.find(then.setting(), then.variant());
      boolean ours = Variant.of(then.variant()).isLibrary();
      if (same.isPresent()) {
        for (Measure measure : Measure.values()) {
          (ours ? library : others).add(pair(measure, before, then, now, same.get()));
        }
      } else if (ours) {
        gone.add(then);
      }
    }
    return new Comparison(Change.of(library), Change.of(others), gone);
  }

  private static Pair pair(
      Measure measure, Results before, Series then, Results now, Series series) {
    Setting setting = series.setting();
    Optional<Series> base = Base.of(before, setting).filter(it -> !it.equals(then));
    Optional<Series> baseNow = base.flatMap(it -> now.find(setting, it.variant()));
    return base.isPresent() && baseNow.isPresent()
        ? Pair.beside(measure, then, base.get(), series, baseNow.get())
        : Pair.alone(measure, then, series);
  }

  /** How many comparisons could not show a change, if it were the only one, for want of rounds. */
  long blind(Limits limits) {
    return library.stream()
        .filter(it -> it.pair().leastPValue() > limits.level() / library.size())
        .count();
  }
}
