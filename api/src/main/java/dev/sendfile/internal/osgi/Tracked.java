package dev.sendfile.internal.osgi;

import dev.sendfile.internal.discovery.Problem;
import dev.sendfile.internal.discovery.Registered;
import dev.sendfile.spi.TransferStrategy;
import org.jspecify.annotations.Nullable;

/**
 * What became of a strategy service: a strategy or a problem.
 *
 * @param strategy the strategy, if it can be used
 * @param problem why not, if it cannot
 */
record Tracked(@Nullable Registered strategy, @Nullable Problem problem) {

  static Tracked of(TransferStrategy service) {
    try {
      return new Tracked(Registered.of(service, 0), null);
    } catch (RuntimeException | LinkageError e) {
      return new Tracked(null, Problem.of(e));
    }
  }
}
