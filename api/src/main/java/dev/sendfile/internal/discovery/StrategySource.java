package dev.sendfile.internal.discovery;

/** Where strategies come from. Safe for use by many threads. */
public interface StrategySource {

  /**
   * Returns what there is now. Called before each transfer, so it must be cheap when nothing has
   * changed.
   *
   * @return the roster
   */
  Roster roster();

  /**
   * Tells apart times at which other strategies are there. Called before each step.
   *
   * @return a number that has changed if a strategy may have gone; always the same where none goes
   */
  default int generation() {
    return 0;
  }
}
