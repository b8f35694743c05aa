package dev.sendfile.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Breaks a text at its spaces. */
final class Wrapping {

  /** What a character takes at most: in less, nothing gets on. */
  private static final int WIDEST = 2;

  private Wrapping() {}

  /**
   * Leaves words whole: what is to be copied, as a name, must not be broken by an end of a line.
   *
   * @return at least one line; only one word alone, without its indent, is wider than the columns
   */
  static List<String> atSpaces(String text, int columns) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split("(?<=\\S)(?= )", -1)) { // each with the spaces before it
      if (!line.isEmpty() && Columns.of(line + word) > columns) {
        lines.add(line.toString());
        line.setLength(0);
        line.append(word.stripLeading());
      } else {
        boolean alone = line.isEmpty() && Columns.of(word) > columns; // too wide with its indent
        line.append(alone ? word.stripLeading() : word);
      }
    }
    lines.add(line.toString());
    return lines;
  }

  /**
   * Breaks a word that is longer than a line where the line ends.
   *
   * @return at least one line, none of them wider than the columns
   */
  static List<String> of(String text, int columns) {
    int room = Math.max(columns, WIDEST);
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String word : text.split(" ", -1)) {
      String longer = line.isEmpty() ? word : line + " " + word;
      if (Columns.of(longer) <= room) {
        line = longer;
        continue;
      }
      if (!line.isEmpty()) {
        lines.add(line);
      }
      line = word;
      while (Columns.of(line) > room) {
        String piece = Columns.cut(line, room);
        lines.add(piece);
        line = line.substring(piece.length());
      }
    }
    lines.add(line);
    return lines;
  }
}
