package dev.sendfile.cli.calibration;

import static dev.sendfile.cli.text.Table.Column.NUMBERS;
import static dev.sendfile.cli.text.Table.Column.WORDS;

import dev.sendfile.bench.plot.Units;
import dev.sendfile.bench.result.PairedRatio;
import dev.sendfile.cli.text.Ratios;
import dev.sendfile.cli.text.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What moved and what stayed in one situation, for people: a row for each size that moved, and one
 * for all sizes beside each other at which the same strategy stays. A win that no neighbouring size
 * agrees on is called alone.
 */
public final class CalibratedText {

  private CalibratedText() {}

  /** A strategy that is not the built-in one, and how it did. */
  private record Other(String strategy, PairedRatio gain) {}

  /**
   * Lays it out.
   *
   * @param calibrated the choices
   * @return a table
   */
  public static Table of(Calibrated calibrated) {
    Table table =
        new Table(WORDS, WORDS, WORDS, NUMBERS, WORDS, WORDS)
            .row("bytes", "built-in", "best of the others", "x", "95 %", "");
    for (List<Choice> run : runs(calibrated.choices())) {
      Choice first = run.get(0);
      Optional<Other> other = first.moved() ? chosen(first) : best(run);
      table.row(
          sizes(run),
          first.measured().builtIn(),
          other.map(Other::strategy).orElse("-"),
          other.map(it -> Ratios.times(it.gain().median())).orElse(""),
          other.map(it -> Ratios.interval(it.gain())).orElse(""),
          outcome(run));
    }
    return table;
  }

  private static List<List<Choice>> runs(List<Choice> choices) {
    List<List<Choice>> runs = new ArrayList<>();
    for (Choice it : choices) {
      Choice before = runs.isEmpty() ? null : runs.get(runs.size() - 1).get(0);
      boolean same =
          before != null
              && !it.moved()
              && !before.moved()
              && before.measured().builtIn().equals(it.measured().builtIn());
      if (!same) {
        runs.add(new ArrayList<>());
      }
      runs.get(runs.size() - 1).add(it);
    }
    return runs;
  }

  private static String outcome(List<Choice> run) {
    boolean won = run.stream().anyMatch(it -> it.measured().anyWon());
    return run.get(0).moved() ? "moved" : won ? "stays (alone)" : "stays";
  }

  private static String sizes(List<Choice> run) {
    String first = Units.size(run.get(0).measured().size());
    String last = Units.size(run.get(run.size() - 1).measured().size());
    return run.size() == 1 ? first : first + " to " + last;
  }

  private static Optional<Other> chosen(Choice moved) {
    return Optional.of(new Other(moved.strategy(), moved.gain()));
  }

  /** The one that came closest to a move. */
  private static Optional<Other> best(List<Choice> run) {
    return run.stream()
        .flatMap(it -> it.measured().gains().entrySet().stream())
        .max(Comparator.comparingDouble(it -> it.getValue().lower()))
        .map((Map.Entry<String, PairedRatio> it) -> new Other(it.getKey(), it.getValue()));
  }
}
