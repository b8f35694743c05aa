package dev.sendfile.benchmarks.report;

import dev.sendfile.benchmarks.report.Markdown.Table;
import java.util.ArrayList;
import java.util.List;

/** What was aimed at, and what became of it. */
final class TargetTable {

  private TargetTable() {}

  /**
   * Lays it out. Targets are for the newest Java; others stand beside it.
   *
   * @param javas on which it was measured, the newest first
   */
  static Table of(Evidence evidence, List<Integer> javas) {
    List<String> heads = new ArrayList<>(List.of("Work", "Where", "Beside", "Target"));
    javas.forEach(it -> heads.add("Java " + it));
    Table table = new Table(heads.size(), heads);
    for (Target target : Targets.all()) {
      List<String> cells =
          new ArrayList<>(List.of(target.work(), target.where(), target.beside(), target.wanted()));
      javas.forEach(it -> cells.add(target.find(evidence, it).text()));
      table.row(cells);
    }
    return table;
  }

  /** Counts. */
  static String summary(Evidence evidence, int java) {
    List<Verdict> verdicts =
        Targets.all().stream().map(it -> it.find(evidence, java).verdict()).toList();
    long met = verdicts.stream().filter(Verdict::isMet).count();
    long unknown = verdicts.stream().filter(it -> it == Verdict.NOT_MEASURED).count();
    return "On Java "
        + java
        + ", "
        + met
        + " of "
        + verdicts.size()
        + " targets are met, "
        + (verdicts.size() - met - unknown)
        + " are missed, "
        + unknown
        + " were not measured. \"Not certainly\": the median is on that side, but the interval reaches"
        + " to the other, or there were fewer than six rounds.";
  }
}
