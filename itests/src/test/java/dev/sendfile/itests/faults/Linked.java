package dev.sendfile.itests.faults;

import static org.awaitility.Awaitility.await;

import dev.sendfile.Sendfile;
import dev.sendfile.SendfileBuilder;
import dev.sendfile.TransferResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Instances whose native strategies are at work: they link their calls while the first transfers go
 * by others.
 */
public final class Linked {

  private Linked() {}

  /** With strategies of its own, one of which is ranked first. */
  public static Sendfile preferring(
      String strategy, SendfileBuilder builder, Road road, Path folder) {
    return preferring(strategy, name -> true, builder, road, folder);
  }

  /** The same with some of the strategies alone. */
  static Sendfile preferring(
      String strategy, Predicate<String> names, SendfileBuilder builder, Road road, Path folder) {
    Sendfile sendfile = builder.strategies(Provided.anew(names)).weight(strategy, 1).build();
    awaitTurnOf(strategy, sendfile, road, folder);
    return sendfile;
  }

  /** With strategies of its own, forced to one. */
  static Sendfile forcedTo(
      String strategy, Predicate<String> names, SendfileBuilder builder, Road road, Path folder) {
    Sendfile sendfile = builder.strategies(Provided.anew(names)).force(strategy).build();
    awaitTurnOf(strategy, sendfile, road, folder);
    return sendfile;
  }

  /** Makes trips until one is served by a strategy. */
  private static void awaitTurnOf(String strategy, Sendfile sendfile, Road road, Path folder) {
    await()
        .atMost(Duration.ofMinutes(1))
        .pollDelay(0, TimeUnit.MILLISECONDS)
        .pollInterval(2, TimeUnit.MILLISECONDS)
        .until(() -> go(sendfile, road, folder).equals(strategy));
  }

  private static String go(Sendfile sendfile, Road road, Path folder) throws Exception {
    try (Trip trip = road.open(folder, 1 << 16)) {
      TransferResult result = sendfile.transfer(trip.request());
      trip.checkComplete();
      return result.strategy();
    }
  }
}
