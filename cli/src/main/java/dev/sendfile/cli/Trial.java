package dev.sendfile.cli;

import dev.sendfile.NoStrategyException;
import dev.sendfile.Sendfile;
import dev.sendfile.StrategyInfo;
import dev.sendfile.cli.DemoRoute.Run;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Has one strategy move bytes over one route of this process and checks what arrives. First to a
 * receiver that compares it with what was sent; then, as that takes time, to one that only counts,
 * and that is timed.
 *
 * @param sendfile what runs it
 */
record Trial(Sendfile sendfile) {

  /** A small file moves so often, and the fastest counts: the first times warm the JVM up. */
  private static final int MOST_TIMED_RUNS = 3;

  /** A large file moves only as often as is needed to fill this time. */
  private static final double ENOUGH_SECONDS = 0.05;

  /**
   * How a strategy did.
   *
   * @param bytes how many bytes arrived in the fastest timed run
   * @param seconds how long that took, until the other side saw the end
   * @param verified whether the right bytes arrived, and the right number of them; {@code null}
   *     where the route is not served
   * @param notServed why the strategy does not serve the route, if it does not
   * @param error what went wrong, if something did
   */
  record Outcome(
      String strategy,
      String technique,
      String route,
      long bytes,
      double seconds,
      @Nullable Boolean verified,
      @Nullable String notServed,
      @Nullable String error) {

    /** Whether it did as it said it would. */
    boolean good() {
      return !Boolean.FALSE.equals(verified);
    }
  }

  Outcome of(StrategyInfo strategy, DemoRoute route) throws InterruptedException {
    Sendfile forced = sendfile.withForce(strategy.name());
    try {
      Run checked = route.run(strategy.name(), forced, true);
      if (checked.refusal() != null) {
        return outcome(strategy, route, checked, null, null);
      }
      Run timed = fastest(strategy, route, forced);
      boolean all = checked.complete() && timed.complete();
      return outcome(strategy, route, timed, all, all ? null : "what arrived is not what was sent");
    } catch (NoStrategyException e) { // only the first step told
      return e.bytesTransferredAtMost() == 0
          ? outcome(strategy, route, Run.refused(Reasons.failed(strategy.name(), e)), null, null)
          : failed(strategy, route, e);
    } catch (IOException e) {
      return failed(strategy, route, e);
    }
  }

  private static Outcome failed(StrategyInfo strategy, DemoRoute route, IOException e) {
    Run nothing = Run.of(0, 0, 0, 0);
    return outcome(strategy, route, nothing, false, String.valueOf(e.getMessage()));
  }

  private static Outcome outcome(
      StrategyInfo strategy,
      DemoRoute route,
      Run run,
      @Nullable Boolean verified,
      @Nullable String error) {
    return new Outcome(
        strategy.name(),
        strategy.technique(),
        route.toString(),
        run.arrived(),
        run.seconds(),
        verified,
        run.refusal(),
        error);
  }

  private static Run fastest(StrategyInfo strategy, DemoRoute route, Sendfile forced)
      throws IOException, InterruptedException {
    Run fastest = route.run(strategy.name(), forced, false);
    double spent = fastest.seconds();
    for (int i = 1; i < MOST_TIMED_RUNS && spent < ENOUGH_SECONDS; i++) {
      Run another = route.run(strategy.name(), forced, false);
      spent += another.seconds();
      fastest = another.seconds() < fastest.seconds() ? another : fastest;
    }
    return fastest;
  }
}
