package dev.sendfile.benchmarks.engine;

import dev.sendfile.benchmarks.engine.EngineCost.Measured;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/**
 * What the engine costs on one Java.
 *
 * @param java the version of its runtime
 * @param size bytes of one transfer
 * @param costs a line for each benchmark, by name
 */
public record EngineCosts(String java, int size, List<EngineCost> costs) {

  private static final String BY_HAND = "byHand";
  private static final String BYTES_PER_OPERATION = "gc.alloc.rate.norm";

  /** Takes a copy. */
  public EngineCosts {
    costs = List.copyOf(costs);
  }

  /** Sums up what JMH has measured. */
  static EngineCosts of(Collection<RunResult> results) {
    return new EngineCosts(
        Runtime.version().toString(),
        SmallFile.SIZE,
        compare(results.stream().map(EngineCosts::measured).toList()));
  }

  /** Holds each benchmark to the one by hand of its class. */
  static List<EngineCost> compare(List<Measured> all) {
    Map<String, Measured> byName = new TreeMap<>();
    all.forEach(it -> byName.put(it.benchmark(), it));
    List<EngineCost> costs = new ArrayList<>();
    byName.forEach(
        (name, measured) -> {
          String group = name.substring(0, name.indexOf('.') + 1);
          Measured byHand = byName.get(group + BY_HAND);
          if (byHand != null && !byHand.equals(measured)) {
            costs.add(EngineCost.of(measured, byHand));
          }
        });
    return costs;
  }

  private static Measured measured(RunResult result) {
    Result<?> time = result.getPrimaryResult();
    Result<?> memory = result.getSecondaryResults().get(BYTES_PER_OPERATION);
    String name = result.getParams().getBenchmark();
    return new Measured(
        name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1),
        time.getScore(),
        time.getScoreError(),
        memory == null ? 0 : memory.getScore());
  }

  /**
   * Tells one benchmark after the other.
   *
   * @return a line each
   */
  List<String> lines() {
    return costs.stream()
        .map(
            it ->
                String.format(
                    Locale.ROOT,
                    "  %-22s %6.0f ns ± %.0f, %.0f bytes; by hand %.0f ns ± %.0f, %.0f bytes:"
                        + " %+.0f ns, %+.0f bytes",
                    it.benchmark(),
                    it.nanos(),
                    it.nanosError(),
                    it.bytes(),
                    it.byHandNanos(),
                    it.byHandNanosError(),
                    it.byHandBytes(),
                    it.overheadNanos(),
                    it.overheadBytes()))
        .toList();
  }
}
