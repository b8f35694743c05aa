package dev.sendfile;

import dev.sendfile.internal.choice.Chooser;
import dev.sendfile.internal.choice.Declined;
import dev.sendfile.internal.choice.Policy;
import dev.sendfile.internal.choice.Ranking;
import dev.sendfile.internal.choice.UnservedException;
import dev.sendfile.spi.Candidate;
import dev.sendfile.spi.Plan;
import java.util.List;

/** Who may take a strategy's place, as things are at this moment. */
final class Successors {

  private Successors() {}

  /**
   * Lists the strategies that serve a plan.
   *
   * @param free whether the built-in ranking decides, and not the policy of the transfer
   * @param without names of strategies that must not be asked
   * @return the best first; empty if there is none
   */
  static List<Candidate> of(Driver driver, Plan plan, boolean free, List<String> without) {
    Policy policy = free ? driver.policy().free() : driver.policy();
    try {
      return Ranking.without(Chooser.all(driver.roster(), plan, policy), without);
    } catch (UnservedException e) {
      return List.of(); // what served the plan when it began is gone by now
    }
  }

  /** Who was not asked, as they have declined the whole transfer ahead. */
  static List<Declined> declined(Driver driver) {
    String force = driver.policy().force();
    return Chooser.declined(driver.roster(), driver.plan(), force);
  }

  /** Whether a strategy was withdrawn. */
  static boolean isGone(Driver driver, Candidate candidate) {
    return driver.roster().find(candidate.strategy()) == null;
  }
}
