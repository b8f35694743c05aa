package dev.sendfile.cli.bench;

import static dev.sendfile.cli.text.Table.Column.WORDS;

import dev.sendfile.bench.plot.Units;
import dev.sendfile.bench.result.LeftOut;
import dev.sendfile.cli.text.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Who did not take part, for people: in one row for all sizes with the same reason. */
public final class LeftOutText {

  /** Who, and why. */
  private record Absence(String work, String variant, String reason) {}

  private LeftOutText() {}

  /**
   * Lays it out.
   *
   * @param leftOut at least one
   * @return a table
   */
  public static Table of(List<LeftOut> leftOut) {
    Map<Absence, StringJoiner> sizes = new LinkedHashMap<>();
    for (LeftOut it : leftOut) {
      String work = it.setting().work().label() + ", " + it.setting().mode().label();
      sizes
          .computeIfAbsent(
              new Absence(work, it.variant(), it.reason()), absence -> new StringJoiner(", "))
          .add(Table.unbroken(Units.size(it.setting().size())));
    }
    Table table = new Table(WORDS, WORDS, WORDS).row("left out", "of", "because");
    sizes.forEach((it, all) -> table.row(it.variant(), it.work(), it.reason() + " (" + all + ")"));
    return table;
  }
}
