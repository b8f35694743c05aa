package dev.sendfile.cli.text;

import java.io.PrintStream;
import java.util.function.Supplier;
import me.tongfei.progressbar.ProgressBarConsumer;

/** The line of a terminal that a progress bar is drawn in, over and over. Never becomes two. */
public final class ProgressLine implements ProgressBarConsumer {

  private static final char TO_THE_BEGINNING = '\r';

  private final PrintStream out;
  private final Supplier<Terminal> terminal;

  /**
   * Takes the line where the terminal stands.
   *
   * @param out the terminal
   * @param terminal its size, asked each time
   */
  public ProgressLine(PrintStream out, Supplier<Terminal> terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public int getMaxRenderedLength() {
    return terminal.get().width() - 1;
  }

  /** Over all of what was there, also on a terminal that knows no control sequences. */
  @Override
  public void accept(String bar) {
    Terminal now = terminal.get();
    out.print(TO_THE_BEGINNING + Columns.padded(now.fitting(bar), now.width() - 1));
    out.flush();
  }

  @Override
  public void clear() {
    accept("");
    out.print(TO_THE_BEGINNING);
    out.flush();
  }

  @Override
  public void close() {
    out.println();
    out.flush();
  }
}
