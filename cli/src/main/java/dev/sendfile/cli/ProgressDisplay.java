package dev.sendfile.cli;

import dev.sendfile.TransferListener;
import dev.sendfile.TransferProgress;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows on a terminal how far a transfer is. Gone when it is closed. */
final class ProgressDisplay implements TransferListener, AutoCloseable {

  /**
   * The width of the terminal that standard error is; not set where it is none. Only the launcher
   * can know.
   */
  private static final String TERMINAL_WIDTH = "sendfile.terminal";

  private static final int UPDATE_MILLIS = 100;
  private static final long MEBIBYTE = 1 << 20;

  private final ProgressBar bar;

  private ProgressDisplay(String name, long total, int width) {
    bar =
        new ProgressBarBuilder()
            .setTaskName(name)
            .setInitialMax(total)
            .setUnit("MiB", MEBIBYTE)
            .showSpeed()
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(UPDATE_MILLIS)
            // with its width told, it does not look for the terminal, which would take a third of a
            // second
            .setConsumer(new ConsoleProgressBarConsumer(System.err, width))
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
    int width = Integer.getInteger(TERMINAL_WIDTH, 0);
    return width <= 0 ? null : new ProgressDisplay(name, total, width - 1);
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
