package dev.sendfile.itests.nativecalls;

import static org.awaitility.Awaitility.await;

import dev.sendfile.Sendfile;
import dev.sendfile.SendfileBuilder;
import dev.sendfile.TransferResult;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * Instances whose native strategies are at work: they link their calls while the first transfers go
 * by others.
 */
final class Linked {

  private Linked() {}

  /** With strategies of its own, one of which is ranked first. */
  static Sendfile preferring(String strategy, SendfileBuilder builder, Road road, Path folder) {
    Sendfile sendfile = builder.strategies(Provided.anew()).weight(strategy, 1).build();
    awaitTurnOf(strategy, sendfile, road, folder);
    return sendfile;
  }

  /** With strategies of its own, forced to one. */
  static Sendfile forcedTo(String strategy, SendfileBuilder builder, Road road, Path folder) {
    Sendfile sendfile = builder.strategies(Provided.anew()).force(strategy).build();
    awaitTurnOf(strategy, sendfile, road, folder);
    return sendfile;
  }

  /** Makes trips until one is served by a strategy. */
  private static void awaitTurnOf(String strategy, Sendfile sendfile, Road road, Path folder) {
    await()
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
