package dev.sendfile.cli;

import dev.sendfile.TransferListener;
import dev.sendfile.TransferProgress;
import dev.sendfile.cli.text.Terminal;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows on a terminal how far a transfer is. Gone when it is closed. */
final class ProgressDisplay implements TransferListener, AutoCloseable {

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
    return Terminal.find().map(it -> new ProgressDisplay(name, total, it.width() - 1)).orElse(null);
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
