package dev.sendfile.cli;

import static dev.sendfile.cli.text.Table.Column.NUMBERS;
import static dev.sendfile.cli.text.Table.Column.WORDS;

import dev.sendfile.cli.text.Speed;
import dev.sendfile.cli.text.Table;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** What the demo shows to people: what was served, and in fewer lines what was not. */
final class DemoTables {

  /** What a strategy said of some routes. */
  private record Refusal(String strategy, String reason) {}

  private DemoTables() {}

  static Table served(List<Trial.Outcome> outcomes) {
    Table table =
        new Table(WORDS, WORDS, NUMBERS, WORDS).row("strategy", "route", "MB/s", "verified");
    for (Trial.Outcome it : outcomes) {
      if (it.notServed() == null) {
        Speed speed = new Speed(it.bytes(), it.seconds());
        table.row(it.strategy(), it.route(), speed, it.good() ? "yes" : "NO");
      }
    }
    return table;
  }

  /** One row for all routes that a strategy does not serve for the same reason. */
  static Table notServed(List<Trial.Outcome> outcomes) {
    Map<Refusal, StringJoiner> routes = new LinkedHashMap<>();
    for (Trial.Outcome it : outcomes) {
      if (it.notServed() != null) {
        routes
            .computeIfAbsent(
                new Refusal(it.strategy(), it.notServed()), key -> new StringJoiner(", "))
            .add(Table.unbroken(it.route()));
      }
    }
    Table table = new Table(WORDS, WORDS).row("strategy", "not served");
    routes.forEach((it, all) -> table.row(it.strategy(), all + ": " + it.reason()));
    return table;
  }
}
