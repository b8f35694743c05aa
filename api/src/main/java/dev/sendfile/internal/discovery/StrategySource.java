package dev.sendfile.internal.discovery;

/** Where strategies come from. Safe for use by many threads. */
@FunctionalInterface
public interface StrategySource {

  /**
   * Returns what there is now. Called before each transfer, so it must be cheap when nothing has
   * changed.
   *
   * @return the roster
   */
  Roster roster();
}
