package dev.sendfile.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table for a terminal of 80 columns, or for a narrower one: each column as wide as its widest
 * cell, except the last one, which wraps in what is left of the line. Where that is too little, the
 * cells of a row stand below each other.
 */
public final class Table {

  private static final int GAP = 2;

  /** What the last column needs to be read. */
  private static final int LEAST = 20;

  private static final char NO_BREAK = '\u00a0';

  /** What a column holds. */
  public enum Column {
    /** Stand at the left. */
    WORDS,
    /** Stand at the right. */
    NUMBERS
  }

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * Makes a table without rows.
   *
   * @param columns what each holds, from left to right
   */
  public Table(Column... columns) {
    this.columns = List.of(columns);
  }

  /**
   * Makes a part of a cell that is not to be wrapped.
   *
   * @param words some words
   * @return the same, to be put into a cell
   */
  public static String unbroken(String words) {
    return words.replace(' ', NO_BREAK);
  }

  /**
   * Adds a row. A header is a row like any other.
   *
   * @param cells one for each column; shown as {@link Printable} makes them
   * @return this table
   */
  public Table row(Object... cells) {
    rows.add(Stream.of(cells).map(it -> Printable.line(it.toString())).toList());
    return this;
  }

  /**
   * Lays the rows out.
   *
   * @return a line or more for each row, each with its end
   */
  @Override
  public String toString() {
    return wide(Terminal.columnsOfTables());
  }

  private String wide(int line) {
    int[] widths =
        IntStream.range(0, columns.size())
            .map(i -> rows.stream().mapToInt(row -> Columns.of(row.get(i))).max().orElse(0))
            .toArray();
    int last = widths.length - 1;
    int room = line - IntStream.of(widths).limit(last).map(it -> it + GAP).sum();
    StringBuilder text = new StringBuilder();
    if (room < Math.min(widths[last], LEAST)) {
      rows.forEach(row -> stack(row, line, text));
    } else {
      widths[last] = Math.min(widths[last], room);
      rows.forEach(row -> align(row, widths, text));
    }
    return text.toString().replace(NO_BREAK, ' ');
  }

  private void align(List<String> row, int[] widths, StringBuilder text) {
    int last = widths.length - 1;
    StringBuilder before = new StringBuilder();
    for (int i = 0; i < last; i++) {
      before.append(aligned(i, row.get(i), widths[i])).append(" ".repeat(GAP));
    }
    String begin = before.toString();
    for (String line : Wrapping.of(row.get(last), widths[last])) {
      add(begin + aligned(last, line, widths[last]), text);
      begin = " ".repeat(Columns.of(before.toString()));
    }
  }

  private String aligned(int column, String cell, int width) {
    return columns.get(column) == Column.NUMBERS
        ? " ".repeat(width - Columns.of(cell)) + cell
        : Columns.padded(cell, width);
  }

  private static void stack(List<String> row, int line, StringBuilder text) {
    int indent = 0;
    for (String cell : row.stream().filter(it -> !it.isEmpty()).toList()) {
      for (String each : Wrapping.of(cell, line - indent)) {
        add(" ".repeat(indent) + each, text);
      }
      indent = GAP;
    }
  }

  private static void add(String line, StringBuilder text) {
    text.append(line.stripTrailing()).append(System.lineSeparator());
  }
}
