package dev.sendfile.internal.choice;

import dev.sendfile.internal.discovery.Registered;
import dev.sendfile.internal.discovery.Roster;
import dev.sendfile.spi.Candidate;
import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The built-in order: the operator's weight, then what holds its target before what does not, then
 * what calls itself efficient at this length before what does so at others, and that before last
 * resorts, then the tier, then what never parks with a buffer before what may, then the name.
 */
public final class Ranking {

  private Ranking() {}

  /**
   * Ranks all that serve a plan.
   *
   * @param roster what there is
   * @param plan what is to be moved
   * @return the candidates, best first
   */
  public static List<Candidate> rank(Roster roster, Plan plan) {
    List<Candidate> ranked = new ArrayList<>();
    for (Registered it : roster.serving(plan)) {
      if (it.assess(plan) instanceof Offer.Accepted offer) {
        ranked.add(it.candidate(offer));
      }
    }
    ranked.sort(order(plan.length()));
    return ranked;
  }

  /**
   * Finds the first of the ranking, without making the list.
   *
   * @param roster what there is
   * @param plan what is to be moved
   * @param force a strategy or technique that alone is asked; {@code null} for all
   * @return the best candidate, or {@code null} if nothing serves the plan
   */
  public static @Nullable Candidate best(Roster roster, Plan plan, @Nullable String force) {
    Candidate best = null;
    List<Registered> strategies = roster.serving(plan);
    for (int i = 0;
        i < strategies.size();
        i++) { // no iterator: this is the way of every small send
      Registered it = strategies.get(i);
      if ((force == null || it.answersTo(force))
          && it.assess(plan) instanceof Offer.Accepted offer) {
        Candidate candidate = it.candidate(offer);
        if (best == null || compare(candidate, best, plan.length()) < 0) {
          best = candidate;
        }
      }
    }
    return best;
  }

  /**
   * Takes strategies out of a ranking.
   *
   * @param ranked the ranking
   * @param without the names of strategies to leave out
   * @return the others, in the same order
   */
  public static List<Candidate> without(List<Candidate> ranked, List<String> without) {
    return ranked.stream().filter(it -> !without.contains(it.name())).toList();
  }

  private static Comparator<Candidate> order(long length) {
    return (a, b) -> compare(a, b, length);
  }

  private static int compare(Candidate a, Candidate b, long length) {
    int byWeight = Integer.compare(b.weight(), a.weight());
    if (byWeight != 0) {
      return byWeight;
    }
    int bySafety = Boolean.compare(needsOpenTarget(a), needsOpenTarget(b));
    if (bySafety != 0) {
      return bySafety;
    }
    int byEfficiency = Integer.compare(distance(a.offer(), length), distance(b.offer(), length));
    if (byEfficiency != 0) {
      return byEfficiency;
    }
    int byTier = a.offer().tier().compareTo(b.offer().tier());
    if (byTier != 0) {
      return byTier;
    }
    int byWaiting = Boolean.compare(neverParks(b), neverParks(a));
    return byWaiting != 0 ? byWaiting : a.name().compareTo(b.name());
  }

  /** Whether a candidate is not to be chosen for its speed. */
  static boolean needsOpenTarget(Candidate it) {
    return it.offer().has(Capability.NEEDS_OPEN_TARGET);
  }

  /** Efficient at a length; at others; at none. */
  private static int distance(Offer.Accepted offer, long length) {
    if (offer.efficientAt(length)) {
      return 0;
    }
    return offer.isLastResort() ? 2 : 1;
  }

  private static boolean neverParks(Candidate it) {
    return it.offer().has(Capability.NON_BLOCKING);
  }
}
