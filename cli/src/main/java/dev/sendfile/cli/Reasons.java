package dev.sendfile.cli;

import dev.sendfile.Explanation;
import dev.sendfile.Explanation.Standing;
import dev.sendfile.NoStrategyException;
import dev.sendfile.TransferException;
import java.util.Optional;
import java.util.Set;

/** A strategy's own words on why it does not serve, for where its name stands already. */
final class Reasons {

  private static final Set<Standing> NOT_SERVING = Set.of(Standing.DECLINED, Standing.UNAVAILABLE);

  private Reasons() {}

  /** Why it would not serve a request; empty if it would. */
  static Optional<String> notServed(String strategy, Explanation explanation) {
    return explanation.verdicts().stream()
        .filter(it -> it.strategy().equals(strategy) && NOT_SERVING.contains(it.standing()))
        .map(it -> it.reason())
        .findFirst();
  }

  /**
   * Why a transfer that was forced to it failed. Where it gave up, the engine says so of all that
   * were tried, each by its name: here it is the only one.
   */
  static String failed(String strategy, TransferException e) {
    String reason = e.reason();
    String before = " gave up: " + strategy + ": ";
    int at = e instanceof NoStrategyException ? reason.indexOf(before) : -1;
    return at < 0 ? reason : reason.substring(at + before.length());
  }
}
