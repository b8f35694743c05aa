package dev.sendfile.benchmarks.report;

import dev.sendfile.bench.plot.Group;
import dev.sendfile.bench.plot.Units;
import dev.sendfile.bench.plot.Variant;
import dev.sendfile.bench.result.PairedRatio;
import dev.sendfile.bench.result.Results;
import dev.sendfile.bench.result.Series;
import dev.sendfile.bench.result.Setting;
import dev.sendfile.benchmarks.report.Evidence.Run;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongPredicate;

/**
 * A target for a variant beside another one of the same run, at some sizes. It is met if it is met
 * at each of them that was measured; the figure is the one furthest on the wrong side.
 *
 * @param work what is moved how, for people
 * @param where at which sizes, for people
 * @param group what is moved how
 * @param sizes where it holds
 * @param variant ours
 * @param base the other one
 * @param measure what is compared
 * @param limit the least times as fast, or the largest part of the processor time
 */
record PairedTarget(
    String work,
    String where,
    Group group,
    LongPredicate sizes,
    String variant,
    String base,
    Measure measure,
    double limit)
    implements Target {

  /** What is compared. */
  enum Measure {
    /** Times as fast: at least. */
    SPEED,
    /** Part of the processor time: at most. */
    CPU
  }

  @Override
  public String beside() {
    return Variant.of(base).label();
  }

  @Override
  public String wanted() {
    String number =
        new DecimalFormat("0.##", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(limit);
    return switch (measure) {
      case SPEED -> "at least " + number + " times as fast";
      case CPU -> "at most " + number + " of its CPU time";
    };
  }

  private record Measured(long size, PairedRatio ratio, Verdict verdict) {}

  @Override
  public Finding find(Evidence evidence, int java) {
    List<Measured> all = new ArrayList<>();
    for (Run run : evidence.runs(java)) {
      for (Setting setting : run.results().settings()) {
        if (Group.of(setting).equals(group) && sizes.test(setting.size())) {
          measure(run.results(), setting).ifPresent(all::add);
        }
      }
    }
    return all.stream()
        .max(Comparator.comparing(Measured::verdict).thenComparingDouble(this::shortfall))
        .map(it -> new Finding(it.verdict(), words(it, all)))
        .orElse(Finding.NONE);
  }

  private Optional<Measured> measure(Results results, Setting setting) {
    Optional<Series> ours = results.find(setting, variant);
    Optional<Series> theirs = results.find(setting, base);
    if (ours.isEmpty() || theirs.isEmpty()) {
      return Optional.empty();
    }
    PairedRatio ratio =
        switch (measure) {
          case SPEED -> PairedRatio.ofTime(ours.get(), theirs.get());
          case CPU -> PairedRatio.ofCpu(ours.get(), theirs.get());
        };
    double lower = Words.isSure(ratio) ? ratio.lower() : Double.NEGATIVE_INFINITY;
    double upper = Words.isSure(ratio) ? ratio.upper() : Double.POSITIVE_INFINITY;
    Verdict verdict =
        switch (measure) {
          case SPEED -> Verdict.atLeast(limit, ratio.median(), lower, upper);
          case CPU -> Verdict.atMost(limit, ratio.median(), upper, lower);
        };
    return Optional.of(new Measured(setting.size(), ratio, verdict));
  }

  private double shortfall(Measured measured) {
    double median = measured.ratio.median();
    return measure == Measure.SPEED ? -median : median;
  }

  private static String words(Measured worst, List<Measured> all) {
    String words = Words.ratio(worst.ratio) + " at " + Units.size(worst.size);
    if (all.size() == 1) {
      return words;
    }
    long met = all.stream().filter(it -> it.verdict.isMet()).count();
    return words + ", the worst of " + all.size() + " sizes; met at " + met;
  }
}
