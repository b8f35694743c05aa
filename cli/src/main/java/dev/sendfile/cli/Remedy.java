package dev.sendfile.cli;

import dev.sendfile.cli.text.Terminal;
import java.io.PrintWriter;
import java.io.Serializable;

/**
 * What to do about a failure.
 *
 * @param before words
 * @param command what can be typed into a shell; empty for none
 * @param after more words
 */
record Remedy(String before, String command, String after) implements Serializable {

  private static final String SEPARATOR = "; ";

  static Remedy of(String words) {
    return new Remedy(words, "", "");
  }

  static Remedy of(String before, Again command) {
    return new Remedy(before, command.toString(), "");
  }

  /** The same, behind other words. */
  Remedy behind(String words) {
    return new Remedy(words + before, command, after);
  }

  /** The same, with more words behind the command. */
  Remedy and(String words) {
    return new Remedy(before, command, after + SEPARATOR + words);
  }

  /**
   * Prints it: on one line, as others may read it. On a terminal the command stands on a line of
   * its own, which only the terminal may break, so that it can be copied.
   */
  void print(PrintWriter err) {
    if (command.isEmpty() || Terminal.columnsOfError().isEmpty()) {
      err.println(toString());
      return;
    }
    err.println(before.stripTrailing());
    err.format("%s%n", command);
    if (!after.isEmpty()) {
      err.println(after.substring(SEPARATOR.length()));
    }
  }

  @Override
  public String toString() {
    return before + command + after;
  }
}
