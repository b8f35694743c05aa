package dev.sendfile.benchmarks.report;

import dev.sendfile.benchmarks.engine.EngineCost;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A target for what the engine adds to the same calls by hand, in the worst of some benchmarks.
 *
 * @param work what is moved, for people
 * @param benchmarks which, by their names
 * @param wanted the target in words
 * @param added what is counted
 * @param limit the most that it may be
 */
record EngineTarget(
    String work,
    Predicate<String> benchmarks,
    String wanted,
    Function<EngineCost, Added> added,
    double limit)
    implements Target {

  /**
   * What the engine adds.
   *
   * @param value how much
   * @param error how far that may be off
   * @param unit of both
   */
  record Added(double value, double error, String unit) {

    static Added time(EngineCost cost) {
      // errors of two independent measurements
      return new Added(
          cost.overheadNanos(), Math.hypot(cost.nanosError(), cost.byHandNanosError()), "ns");
    }

    static Added memory(EngineCost cost) {
      return new Added(cost.overheadBytes(), 0, "bytes");
    }

    private String words() {
      return error == 0
          ? String.format(Locale.ROOT, "%,.0f %s", value, unit)
          : String.format(Locale.ROOT, "%,.0f ± %,.0f %s", value, error, unit);
    }
  }

  @Override
  public String where() {
    return "";
  }

  @Override
  public String beside() {
    return "the same calls by hand";
  }

  @Override
  public Finding find(Evidence evidence, int java) {
    return evidence
        .engine(java)
        .map(it -> it.costs().costs())
        .flatMap(this::worst)
        .map(it -> judge(it.benchmark(), added.apply(it)))
        .orElse(Finding.NONE);
  }

  private Optional<EngineCost> worst(List<EngineCost> costs) {
    return costs.stream()
        .filter(it -> benchmarks.test(it.benchmark()))
        .max(Comparator.comparingDouble(it -> added.apply(it).value()));
  }

  private Finding judge(String benchmark, Added most) {
    return new Finding(
        Verdict.atMost(
            limit, most.value(), most.value() + most.error(), most.value() - most.error()),
        most.words() + " in " + Words.code(benchmark) + ", the worst");
  }
}
