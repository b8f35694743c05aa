package dev.sendfile;

import dev.sendfile.spi.Route;
import java.time.Duration;
import java.util.Optional;

/**
 * What became of a transfer, well or not: what metrics are made of.
 *
 * @param route the kinds of the two ends
 * @param strategy the strategy that ran last; empty if none did
 * @param bytes bytes that the target accepted, header and trailer included; the lower bound where
 *     that is not exactly known
 * @param elapsed time since the transfer was opened
 * @param fallbacks how many strategies were passed over
 * @param failure why it failed; empty if it did not
 */
public record TransferOutcome(
    Route route,
    Optional<String> strategy,
    long bytes,
    Duration elapsed,
    int fallbacks,
    Optional<TransferException> failure) {

  /**
   * Tells whether every byte was accepted.
   *
   * @return {@code true} if so
   */
  public boolean completed() {
    return failure.isEmpty();
  }
}
