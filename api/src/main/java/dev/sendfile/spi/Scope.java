package dev.sendfile.spi;

/** How far a refusal reaches. */
public enum Scope {
  /** This step only: another strategy takes it, and this one is asked again for the next. */
  STEP,
  /** These two ends: this strategy is not asked again in this transfer. */
  ENDS,
  /**
   * This process: the strategy's {@link TransferStrategy#availability()} answers unavailable from
   * now on. Only for a call that the system does not have, or a probe that failed.
   */
  PROCESS
}
