package dev.sendfile.tck;

import dev.sendfile.Sendfile;
import dev.sendfile.spi.TransferStrategy;

/**
 * A strategy that is preferred where it offers itself, beside an honest one that would go on if it
 * were let. Nobody stands between it and the engine: a witness would blame it for what ends throw.
 *
 * @param strategy the strategy
 */
public record ForeignSubject(TransferStrategy strategy) {

  /** An instance for one transfer, which remembers nothing of others. */
  Sendfile sendfile() {
    return sendfile(strategy);
  }

  /** The same, of a strategy that may not say what was thrown. */
  Sendfile sendfile(boolean swallows) {
    return sendfile(swallows ? new SwallowingStrategy(strategy) : strategy);
  }

  private static Sendfile sendfile(TransferStrategy strategy) {
    return Sendfile.builder()
        .strategies(strategy, new HonestStrategy(Witness.COMPANION))
        .weight(strategy.name(), 1)
        .build();
  }

  @Override
  public String toString() {
    return strategy.name();
  }
}
