package dev.sendfile.internal.profile;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a profile says.
 *
 * @param made when it was measured, to the second
 * @param machine where
 * @param crossovers what was found
 */
public record Measured(Instant made, Machine machine, Crossovers crossovers) {

  /** A file has whole seconds. */
  public Measured {
    made = made.truncatedTo(ChronoUnit.SECONDS);
  }
}
