package dev.sendfile.benchmarks.report;

import dev.sendfile.bench.plot.Group;
import dev.sendfile.bench.plot.Units;
import dev.sendfile.bench.result.LeftOut;
import dev.sendfile.benchmarks.report.Evidence.Run;
import dev.sendfile.benchmarks.report.Markdown.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What did not take part, and why: one row for each reason, not for each size. */
final class Absences {

  private record Absence(int java, String variant, String reason) {}

  /** What stands for all variants of a contest that was not held. */
  private static final String ALL = "*";

  private Absences() {}

  /** Lists them; empty if all took part. */
  static Optional<Table> of(List<Run> runs) {
    Map<Absence, Map<Group, SortedSet<Long>>> all = new LinkedHashMap<>();
    for (Run run : runs) {
      for (LeftOut it : run.results().leftOut()) {
        all.computeIfAbsent(
                new Absence(run.java(), it.variant(), it.reason()), key -> new LinkedHashMap<>())
            .computeIfAbsent(Group.of(it.setting()), key -> new TreeSet<>())
            .add(it.setting().size());
      }
    }
    if (all.isEmpty()) {
      return Optional.empty();
    }
    Table table = new Table(4, List.of("Java", "Variant", "Why", "Where"));
    all.forEach(
        (absence, where) ->
            table.row(
                String.valueOf(absence.java),
                absence.variant.equals(ALL) ? "all" : Words.code(absence.variant),
                absence.reason,
                String.join("; ", where.entrySet().stream().map(Absences::words).toList())));
    return Optional.of(table);
  }

  private static String words(Map.Entry<Group, SortedSet<Long>> where) {
    SortedSet<Long> sizes = where.getValue();
    String words = where.getKey().name() + ", " + Units.size(sizes.first());
    return sizes.size() == 1 ? words : words + " to " + Units.size(sizes.last());
  }
}
