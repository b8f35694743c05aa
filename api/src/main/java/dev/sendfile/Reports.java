package dev.sendfile;

import dev.sendfile.internal.discovery.Registered;
import dev.sendfile.spi.Candidate;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** Tells the operator of strategies that throw what they must not. */
final class Reports {

  private Reports() {}

  /**
   * Logs it. A strategy that has gone meanwhile is told of, too.
   *
   * @param where the method that threw
   */
  static void log(Driver driver, Candidate candidate, String where, Throwable thrown) {
    Registered registered = registered(driver, candidate);
    if (registered == null) {
      System.getLogger("dev.sendfile")
          .log(
              Level.WARNING,
              "strategy " + candidate.name() + ", which has gone: " + where + " threw",
              thrown);
    } else {
      registered.report(where, thrown);
    }
  }

  private static @Nullable Registered registered(Driver driver, Candidate candidate) {
    try {
      return driver.roster().find(candidate.strategy());
    } catch (IllegalStateException e) {
      return null; // the library was stopped, and everything has gone
    }
  }
}
