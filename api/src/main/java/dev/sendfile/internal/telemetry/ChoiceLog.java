package dev.sendfile.internal.telemetry;

import dev.sendfile.spi.Candidate;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Route;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Writes a line, at level debug, for each distinct choice: not for each transfer. */
public final class ChoiceLog {

  /** Custom kinds and strategies could be many; a log that nobody can read helps nobody. */
  private static final int MOST = 256;

  private final Logger logger = System.getLogger("dev.sendfile");
  private final Set<Choice> told = ConcurrentHashMap.newKeySet();

  private record Choice(Route route, String strategy, String why) {}

  /** For an engine. */
  public ChoiceLog() {}

  /**
   * A transfer begins.
   *
   * @param plan what it is to move
   * @param candidate the strategy that runs first
   * @param forced whether it is forced
   * @param selected whether a selector decided
   */
  public void chosen(Plan plan, Candidate candidate, boolean forced, boolean selected) {
    if (!logger.isLoggable(Level.DEBUG)) {
      return;
    }
    Route route = plan.route();
    String why = forced ? "it is forced" : selected ? "the selector decided" : "it ranks first";
    Choice choice = new Choice(route, candidate.name(), why);
    if (told.size() < MOST && told.add(choice)) {
      logger.log(
          Level.DEBUG,
          "{0} goes by {1} ({2}), as {3}",
          route,
          candidate.name(),
          candidate.technique(),
          why);
    }
  }
}
