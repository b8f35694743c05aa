package dev.sendfile.itests.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Prints what was measured at one size: raw numbers, and ratios to those that all are compared
 * with.
 */
final class Report {

  private final long size;
  private final Map<Contender, List<Cost>> costs;
  private final Map<String, List<Cost>> byName;

  Report(long size, Map<Contender, List<Cost>> costs) {
    this.size = size;
    this.costs = costs;
    byName =
        costs.entrySet().stream()
            .collect(Collectors.toMap(it -> it.getKey().name(), Map.Entry::getValue));
  }

  void print(List<String> bases) {
    costs.forEach(
        (contender, cost) -> {
          printRaw(contender, cost);
          bases.forEach(base -> printRatio(contender, cost, base));
          printRatio(contender, cost, contender.name() + Contest.WITHOUT_NATIVE);
        });
  }

  private void printRaw(Contender contender, List<Cost> cost) {
    System.out.printf(
        "raw %d %s%s ns %s cpu %s%n",
        size,
        contender.name(),
        contender.strategy().isEmpty() ? "" : " by " + contender.strategy(),
        Arrays.toString(values(cost, Cost::nanos)),
        Arrays.toString(values(cost, Cost::cpuNanos)));
    System.out.printf(
        "median %d %s %d ns, %d ns cpu, %d bytes allocated%n",
        size,
        contender.name(),
        median(values(cost, Cost::nanos)),
        median(values(cost, Cost::cpuNanos)),
        median(values(cost, Cost::allocatedBytes)));
  }

  private void printRatio(Contender contender, List<Cost> cost, String base) {
    List<Cost> other = byName.get(base);
    if (other != null && !base.equals(contender.name())) {
      System.out.printf(
          "ratio %d %s %s as fast as %s, with %s of its cpu%n",
          size,
          contender.name(),
          ratio(values(other, Cost::nanos), values(cost, Cost::nanos)),
          base,
          ratio(values(cost, Cost::cpuNanos), values(other, Cost::cpuNanos)));
    }
  }

  private static long[] values(List<Cost> cost, ToLongFunction<Cost> value) {
    return cost.stream().mapToLong(value).toArray();
  }

  private static long median(long[] values) {
    Arrays.sort(values);
    return values[values.length / 2];
  }

  /** Round by round: median and quartiles. */
  private static String ratio(long[] dividends, long[] divisors) {
    double[] ratios = new double[dividends.length];
    Arrays.setAll(ratios, i -> (double) dividends[i] / divisors[i]);
    Arrays.sort(ratios);
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f..%.2f)",
        ratios[ratios.length / 2],
        ratios[ratios.length / 4],
        ratios[ratios.length * 3 / 4]);
  }
}
