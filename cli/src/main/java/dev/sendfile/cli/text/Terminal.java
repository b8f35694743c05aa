package dev.sendfile.cli.text;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is known of the terminal that standard error is, and of that which standard output is. Java
 * cannot tell; the launcher does, and {@link Resizes} when it has changed.
 *
 * @param width characters in a line
 * @param height lines
 */
public record Terminal(int width, int height) {

  /** Not set where standard error is no terminal. */
  static final String WIDTH = "sendfile.terminal";

  static final String HEIGHT = "sendfile.terminal.lines";

  /** Not set where standard output is no terminal. */
  static final String OUTPUT_WIDTH = "sendfile.terminal.output";

  /** Columns of what is laid out; more are hard to follow. */
  private static final int MOST = 80;

  /** What terminals have had since there are any. */
  private static final int USUAL_HEIGHT = 24;

  /**
   * Looks for it, as it is now.
   *
   * @return empty where standard error goes to a file or a pipe
   */
  public static Optional<Terminal> find() {
    int height = Integer.getInteger(HEIGHT, 0);
    OptionalInt width = columnsOfError();
    return width.isEmpty()
        ? Optional.empty()
        : Optional.of(new Terminal(width.getAsInt(), height <= 0 ? USUAL_HEIGHT : height));
  }

  /** The columns of the terminal that standard error is; empty where it is none. */
  public static OptionalInt columnsOfError() {
    return columns(WIDTH);
  }

  /** The columns of the terminal that standard output is; empty where it is none. */
  public static OptionalInt columnsOfOutput() {
    return columns(OUTPUT_WIDTH);
  }

  /**
   * The columns that tables and charts may take: those of the terminal that shows them, and no more
   * than can be read well. What goes to a file is made no wider for a wide terminal beside it.
   */
  public static int columnsOfTables() {
    return Math.min(columnsOfOutput().orElse(columnsOfError().orElse(MOST)), MOST);
  }

  private static OptionalInt columns(String property) {
    int columns = Integer.getInteger(property, 0);
    return columns <= 0 ? OptionalInt.empty() : OptionalInt.of(columns);
  }

  /**
   * Makes a line safe and short enough to be printed over: one that is wider than the terminal
   * becomes two. The last column stays free, as behind it some terminals begin a new line.
   *
   * @param line whatever there is
   * @return as much of it as fits
   */
  public String fitting(String line) {
    return Columns.cut(Printable.line(line), width - 1);
  }

  /**
   * Tells whether lines that were printed can be printed over.
   *
   * @return {@code false} for a terminal that knows no control sequences
   */
  public boolean canRedraw() {
    return !"dumb".equals(System.getenv("TERM"));
  }

  /**
   * Tells whether people here can read more than ASCII. From release 18 on the JVM writes UTF-8
   * whatever the locale says, so the locale is asked.
   *
   * @return {@code true} in a locale of UTF-8
   */
  public static boolean unicode() {
    return StandardCharsets.UTF_8.name().equals(System.getProperty("native.encoding"));
  }
}
