package dev.sendfile.itests.faults;

import dev.sendfile.itests.fixture.Providers;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One row of the page: one call of one strategy on one road, and what comes of each error.
 *
 * @param texts what stands in each column, by its heading
 */
record Row(Map<String, String> texts) {

  /** The first columns say where; the others are errors. */
  static final List<String> PLACE = List.of("Strategy", "Java", "Call", "Which", "Road", "Next");

  private static final Set<String> NOT_TRIED = Set.of("-", "LOOPS");

  String strategy() {
    return texts.get("Strategy");
  }

  /** The errors that are columns of its table. */
  List<String> errors() {
    return texts.keySet().stream().filter(it -> !PLACE.contains(it)).toList();
  }

  /** Whether the strategy is there, and makes the call on this Java. */
  boolean isOfHere() {
    return Providers.strategies().contains(strategy()) && isOfThisJava();
  }

  private boolean isOfThisJava() {
    int running = Runtime.version().feature();
    String java = texts.get("Java");
    return java.endsWith("+")
        ? running >= Integer.parseInt(java.substring(0, java.length() - 1))
        : running == Integer.parseInt(java);
  }

  /** What is to be tried. */
  Stream<Cell> cells() {
    return errors().stream().flatMap(this::cells);
  }

  /** What is to be tried of one error: nothing where it cannot be, or cannot be waited for. */
  Stream<Cell> cells(String error) {
    String text = texts.get(error);
    if (NOT_TRIED.contains(text)) {
      return Stream.empty();
    }
    Meaning meaning = Meaning.valueOf(text);
    return which().map(which -> cell(error, which, meaning));
  }

  private Cell cell(String error, String which, Meaning meaning) {
    return new Cell(
        strategy(), road(), next(), new Fault(texts.get("Call"), error, which), meaning);
  }

  private Stream<String> which() {
    return Arrays.stream(texts.get("Which").split(", "));
  }

  private Road road() {
    return Road.valueOf(texts.get("Road").toUpperCase(Locale.ROOT).replace(' ', '_'));
  }

  private List<String> next() {
    String names = texts.get("Next");
    return names.equals("-") ? List.of() : List.of(names.split(" or "));
  }
}
