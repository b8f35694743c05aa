package dev.sendfile.itests.faults;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.TextTable;

/**
 * Notes what became of each cell, and prints the tables of the page with that: if asked to, and if
 * one failed.
 */
final class Matrix implements InvocationInterceptor, AfterAllCallback {

  private enum Outcome {
    ok,
    skip,
    FAILED
  }

  private final Map<Cell, Outcome> outcomes = new HashMap<>();

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> test, ReflectiveInvocationContext<Method> of, ExtensionContext context)
      throws Throwable {
    Outcome outcome = Outcome.FAILED;
    try {
      test.proceed();
      outcome = Outcome.ok;
    } catch (TestAbortedException e) {
      outcome = Outcome.skip;
      throw e;
    } finally {
      outcomes.merge((Cell) of.getArguments().get(0), outcome, Matrix::worse);
    }
  }

  private static Outcome worse(Outcome one, Outcome other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    if (!Boolean.getBoolean("sendfile.fault-matrix") && !outcomes.containsValue(Outcome.FAILED)) {
      return;
    }
    StringBuilder text = new StringBuilder();
    for (List<Row> table : Page.tables()) {
      List<Row> run = table.stream().filter(Row::isOfHere).toList();
      if (!run.isEmpty()) {
        text.append(print(run)).append(System.lineSeparator());
      }
    }
    System.out.println(text.append(summary()));
  }

  private String print(List<Row> rows) {
    List<String> headings = new ArrayList<>(rows.get(0).texts().keySet());
    int[] widths =
        headings.stream()
            .mapToInt(
                it ->
                    2
                        + Stream.concat(Stream.of(it), rows.stream().map(row -> shown(row, it)))
                            .mapToInt(String::length)
                            .max()
                            .orElseThrow())
            .toArray();
    TextTable table = TextTable.forColumnWidths(Ansi.OFF, widths);
    table.addRowValues(headings.toArray(String[]::new));
    for (Row row : rows) {
      table.addRowValues(headings.stream().map(it -> shown(row, it)).toArray(String[]::new));
    }
    return table.toString();
  }

  private String shown(Row row, String heading) {
    return Row.PLACE.contains(heading)
        ? row.texts().get(heading)
        : row.cells(heading)
            .map(it -> outcomes.getOrDefault(it, Outcome.skip))
            .reduce(Matrix::worse)
            .map(Outcome::name)
            .orElse(row.texts().get(heading));
  }

  private String summary() {
    Map<Outcome, Integer> counts = new TreeMap<>();
    outcomes.values().forEach(it -> counts.merge(it, 1, Integer::sum));
    return "Fault matrix on Java "
        + Runtime.version().feature()
        + ": "
        + outcomes.size()
        + " cells (each number of a call is one), each ranked first and forced; "
        + Stream.of(Outcome.values())
            .map(it -> it + " " + counts.getOrDefault(it, 0))
            .collect(Collectors.joining(", "));
  }
}
