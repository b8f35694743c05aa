package dev.sendfile.cli.calibration;

import dev.sendfile.bench.result.PairedRatio;
import java.util.Objects;

/**
 * What to do at one size.
 *
 * @param measured what was seen there
 * @param strategy the one that shall go first: the built-in one, or one that beat it
 */
public record Choice(Measured measured, String strategy) {

  /**
   * Tells whether another strategy takes the place of the built-in one.
   *
   * @return {@code true} if so
   */
  public boolean moved() {
    return !strategy.equals(measured.builtIn());
  }

  /**
   * Returns what the move gains.
   *
   * @return how many times as fast as the built-in strategy the chosen one is
   * @throws NullPointerException if nothing moved
   */
  public PairedRatio gain() {
    return Objects.requireNonNull(measured.gains().get(strategy), "nothing moved");
  }
}
