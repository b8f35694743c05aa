package dev.sendfile.cli.text;

import java.io.PrintStream;
import java.util.List;
import java.util.function.Supplier;

/**
 * Lines on a terminal that are printed over in place. Gone when this is closed. Not safe for use by
 * several threads.
 */
public final class Redrawn implements AutoCloseable {

  private static final String ESCAPE = "\u001b[";

  private final PrintStream out;
  private final Supplier<Terminal> terminal;
  private int lines;

  /**
   * Begins below what was printed.
   *
   * @param out the terminal
   * @param terminal its size, asked each time: what does not fit is cut off, as it could not be
   *     printed over
   */
  public Redrawn(PrintStream out, Supplier<Terminal> terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /**
   * Prints lines in place of those before.
   *
   * @param text without their ends
   */
  public void show(List<String> text) {
    StringBuilder all = new StringBuilder(erasure());
    Terminal now = terminal.get();
    List<String> shown = text.subList(0, Math.min(text.size(), now.height() - 1));
    for (String line : shown) {
      all.append(now.fitting(line)).append('\n');
    }
    lines = shown.size();
    out.print(all); // at once, or it flickers
    out.flush();
  }

  /**
   * To the first of the lines, and away with all from there on. To its beginning, too: a terminal
   * that shows Ctrl-C as {@code ^C} has moved on.
   */
  private String erasure() {
    return lines == 0 ? "" : "\r" + ESCAPE + lines + "A" + ESCAPE + "J";
  }

  @Override
  public void close() {
    out.print(erasure());
    out.flush();
    lines = 0;
  }
}
