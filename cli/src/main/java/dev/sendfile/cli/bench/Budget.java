package dev.sendfile.cli.bench;

import java.time.Duration;

/** Shares a time out among settings: what one of them leaves over goes to the rest. */
public final class Budget {

  private final long end;
  private int settings;

  /**
   * Begins now.
   *
   * @param total for all settings
   * @param settings how many there are
   */
  public Budget(Duration total, int settings) {
    end = System.nanoTime() + total.toNanos();
    this.settings = settings;
  }

  /**
   * Tells whether all of the time is gone, so that no other setting should begin.
   *
   * @return {@code false} before the first one, if there was any time
   */
  public boolean isOver() {
    return System.nanoTime() - end >= 0;
  }

  /**
   * Takes the share of the next setting.
   *
   * @return what is left, divided by the settings that are left; zero if nothing is
   */
  public Duration next() {
    long left = Math.max(0, end - System.nanoTime());
    return Duration.ofNanos(left / Math.max(1, settings--));
  }
}
