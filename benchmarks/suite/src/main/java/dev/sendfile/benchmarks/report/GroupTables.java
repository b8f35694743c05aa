package dev.sendfile.benchmarks.report;

import dev.sendfile.bench.plot.Base;
import dev.sendfile.bench.plot.Figures;
import dev.sendfile.bench.plot.Group;
import dev.sendfile.bench.plot.Plot;
import dev.sendfile.bench.plot.Units;
import dev.sendfile.bench.plot.Variant;
import dev.sendfile.bench.plot.Variant.Kind;
import dev.sendfile.bench.result.PairedRatio;
import dev.sendfile.bench.result.Results;
import dev.sendfile.bench.result.Series;
import dev.sendfile.bench.result.Setting;
import dev.sendfile.benchmarks.report.Markdown.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What was measured of one group of settings, in tables. */
final class GroupTables {

  private final Results results;
  private final Group group;
  private final List<Long> sizes;

  GroupTables(Results results, Group group) {
    this.results = results;
    this.group = group;
    sizes =
        results.settings().stream()
            .filter(it -> Group.of(it).equals(group))
            .map(Setting::size)
            .distinct()
            .sorted()
            .toList();
  }

  /** Throughput of each variant at each size. */
  Table overview() {
    List<String> heads = new ArrayList<>(List.of("MB/s"));
    sizes.forEach(it -> heads.add(Units.size(it)));
    Table table = new Table(1, heads);
    for (String name : variants()) {
      List<String> cells = new ArrayList<>(List.of(emphasis(Variant.of(name))));
      for (long size : sizes) {
        cells.add(results.find(group.at(size), name).map(GroupTables::throughput).orElse(""));
      }
      table.row(cells);
    }
    return table;
  }

  /** Lists what none of these plots shows. */
  List<String> variantsBeside(List<Plot> plots) {
    Set<String> drawn =
        plots.stream()
            .flatMap(it -> it.lines().stream())
            .map(it -> it.variant().name())
            .collect(Collectors.toSet());
    return variants().stream().filter(it -> !drawn.contains(it)).map(Words::code).toList();
  }

  private List<String> variants() {
    return results.series().stream()
        .filter(it -> Group.of(it.setting()).equals(group))
        .map(Series::variant)
        .distinct()
        .sorted(Comparator.comparing(it -> Variant.of(it).kind()))
        .toList();
  }

  private static String emphasis(Variant variant) {
    return variant.kind() == Kind.OURS ? "**" + variant.label() + "**" : variant.label();
  }

  private static String throughput(Series series) {
    return Units.digits(Figures.of(series).throughput());
  }

  /** All figures: a row for each size and variant. */
  Table all() {
    Table table =
        new Table(
            3,
            List.of(
                "Size",
                "Variant",
                "Strategy",
                "Median time",
                "MB/s",
                "Times as fast as the base (95 %)",
                "CPU s/GB",
                "Its part of the base's (95 %)",
                "Spread",
                "Heap bytes",
                "Rounds"));
    sizes.forEach(it -> rows(group.at(it), table));
    return table;
  }

  private void rows(Setting setting, Table table) {
    Optional<Series> base = Base.of(results, setting);
    results.series().stream()
        .filter(it -> it.setting().equals(setting))
        .sorted(Comparator.comparingLong(it -> Figures.of(it).nanos()))
        .forEach(it -> table.row(row(it, base)));
  }

  private static List<String> row(Series series, Optional<Series> base) {
    Figures figures = Figures.of(series);
    boolean isBase = base.filter(series::equals).isPresent();
    return List.of(
        Units.size(figures.size()),
        Words.code(series.variant()),
        series.strategy(),
        Units.time(figures.nanos()),
        Units.digits(figures.throughput()),
        isBase
            ? "the base"
            : base.map(it -> Words.ratio(PairedRatio.ofTime(series, it))).orElse(""),
        Units.digits(figures.cpuPerGigabyte()),
        isBase ? "" : base.map(it -> Words.ratio(PairedRatio.ofCpu(series, it))).orElse(""),
        Words.percent(figures.spread()),
        String.valueOf(figures.allocatedBytes()),
        String.valueOf(series.rounds().size()));
  }
}
