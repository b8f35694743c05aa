package dev.sendfile.cli.text;

import java.util.ArrayList;
import java.util.List;

/** Breaks a text at its spaces; a word that is longer than a line, where the line ends. */
final class Wrapping {

  /** What a character takes at most: in less, nothing gets on. */
  private static final int WIDEST = 2;

  private Wrapping() {}

  /** Returns at least one line, none of them wider than the columns. */
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
