package dev.sendfile.cli.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/**
 * A table for a terminal of 80 columns: each column as wide as its widest cell, except the last
 * one, which wraps in what is left of the line.
 */
public final class Table {

  private static final int LINE = 80;
  private static final int GAP = 2;

  /** What the last column gets in any case, at the price of a longer line. */
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
   * @param cells one for each column
   * @return this table
   */
  public Table row(Object... cells) {
    rows.add(Stream.of(cells).map(Object::toString).toList());
    return this;
  }

  /**
   * Lays the rows out.
   *
   * @return a line or more for each row, each with its end
   */
  @Override
  public String toString() {
    int[] widths = widths();
    TextTable table = TextTable.forColumns(Help.defaultColorScheme(Ansi.OFF), layout(widths));
    table.indentWrappedLines = 0;
    for (List<String> row : rows) {
      table.addRowValues(
          IntStream.range(0, widths.length)
              .mapToObj(i -> aligned(columns.get(i), row.get(i), widths[i]))
              .toArray(String[]::new));
    }
    return table.toString().replace(NO_BREAK, ' ');
  }

  private int[] widths() {
    int[] widths =
        IntStream.range(0, columns.size())
            .map(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
            .toArray();
    int last = widths.length - 1;
    int before = IntStream.of(widths).limit(last).map(it -> it + GAP).sum();
    widths[last] = Math.min(widths[last], Math.max(LINE - before, LEAST));
    return widths;
  }

  private static Help.Column[] layout(int[] widths) {
    Help.Column[] layout = new Help.Column[widths.length];
    for (int i = 0; i < widths.length; i++) {
      int gap = i == 0 ? 0 : GAP; // picocli counts it as a part of the column
      layout[i] = new Help.Column(gap + widths[i], gap, Overflow.WRAP);
    }
    return layout;
  }

  private static String aligned(Column column, String text, int width) {
    return column == Column.NUMBERS ? " ".repeat(width - text.length()) + text : text;
  }
}
