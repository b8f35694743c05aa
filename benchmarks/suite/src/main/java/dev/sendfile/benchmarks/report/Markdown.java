package dev.sendfile.benchmarks.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A page of text that is being written. */
final class Markdown {

  private final StringBuilder text = new StringBuilder();

  Markdown heading(int level, String title) {
    return paragraph("#".repeat(level) + ' ' + title);
  }

  Markdown paragraph(String words) {
    text.append(words).append("\n\n");
    return this;
  }

  Markdown list(List<String> items) {
    items.forEach(it -> text.append("* ").append(it).append('\n'));
    return paragraph("").trim();
  }

  Markdown image(String words, String link) {
    return paragraph("![" + words + "](" + link + ')');
  }

  Markdown append(Table table) {
    return paragraph(table.toString());
  }

  /** Leaves one empty line at the end. */
  private Markdown trim() {
    text.setLength(text.length() - 1);
    return this;
  }

  static String link(String words, String where) {
    return '[' + words + "](" + where + ')';
  }

  /** The name that GitHub gives to a heading, for links to it. */
  static String anchor(String heading) {
    return '#' + heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
  }

  @Override
  public String toString() {
    return text.toString().strip() + '\n';
  }

  /** A table that is being written. */
  static final class Table {

    private final StringBuilder text = new StringBuilder();
    private final int columns;

    /**
     * Begins with the heads of columns.
     *
     * @param words how many of them hold words; those behind them hold numbers
     */
    Table(int words, List<String> heads) {
      columns = heads.size();
      row(heads);
      List<String> lines = new ArrayList<>(Collections.nCopies(words, "---"));
      lines.addAll(Collections.nCopies(columns - words, "---:"));
      row(lines);
    }

    Table row(List<String> cells) {
      if (cells.size() != columns) {
        throw new IllegalArgumentException(cells.size() + " cells for " + columns + " columns");
      }
      text.append('|');
      // a bar inside a cell would end it
      cells.forEach(it -> text.append(' ').append(it.replace("|", "\\|")).append(" |"));
      text.append('\n');
      return this;
    }

    Table row(String... cells) {
      return row(List.of(cells));
    }

    @Override
    public String toString() {
      return text.toString().strip();
    }
  }
}
