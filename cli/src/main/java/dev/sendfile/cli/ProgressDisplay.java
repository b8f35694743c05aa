package dev.sendfile.cli;

import dev.sendfile.TransferListener;
import dev.sendfile.TransferProgress;
import dev.sendfile.cli.text.Columns;
import dev.sendfile.cli.text.Printable;
import dev.sendfile.cli.text.ProgressLine;
import dev.sendfile.cli.text.Terminal;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows on a terminal how far a transfer is. Gone when it is closed. */
final class ProgressDisplay implements TransferListener, AutoCloseable {

  private static final int UPDATE_MILLIS = 100;
  private static final long MEBIBYTE = 1 << 20;

  /** A third: how far it is shall be seen, whatever it is called. */
  private static final int PART_FOR_THE_NAME = 3;

  private final ProgressBar bar;

  private ProgressDisplay(String name, long total, Terminal terminal) {
    bar =
        new ProgressBarBuilder()
            .setTaskName(Columns.cut(Printable.line(name), terminal.width() / PART_FOR_THE_NAME))
            .setInitialMax(total)
            .setUnit("MiB", MEBIBYTE)
            .showSpeed()
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(UPDATE_MILLIS)
            // one of its own would look for the terminal, which takes a third of a second
            .setConsumer(new ProgressLine(System.err, () -> Terminal.find().orElse(terminal)))
            .clearDisplayOnFinish()
            .build();
  }

  /**
   * Begins a display, if there is a terminal.
   *
   * @param name what moves
   * @param total bytes that shall be sent, -1 where not known
   * @return the display; {@code null} without a terminal
   */
  static @Nullable ProgressDisplay onTerminal(String name, long total) {
    return Terminal.find().map(it -> new ProgressDisplay(name, total, it)).orElse(null);
  }

  @Override
  public void progressed(TransferProgress progress) {
    bar.stepTo(progress.bytes());
  }

  @Override
  public void close() {
    bar.close();
  }
}
