package dev.sendfile.internal.choice;

import dev.sendfile.internal.discovery.Registered;
import dev.sendfile.internal.discovery.Roster;
import dev.sendfile.internal.profile.Crossover;
import dev.sendfile.internal.profile.Crossovers;
import dev.sendfile.spi.Candidate;
import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a profile does to a ranking: the strategy that was measured to be the fastest goes before
 * all others of its weight. Where it does not serve, or ranks last for what it needs of the target,
 * the ranking stays as it is.
 */
final class Preference {

  private Preference() {}

  /** Reorders a ranking, in place. */
  static List<Candidate> apply(@Nullable Crossovers measured, Plan plan, List<Candidate> ranked) {
    Crossover fastest = measured == null ? null : measured.of(plan);
    if (fastest == null) {
      return ranked;
    }
    int first = 0; // of the weight at hand
    for (int i = 0; i < ranked.size(); i++) {
      Candidate it = ranked.get(i);
      if (it.weight() != ranked.get(first).weight()) {
        first = i;
      }
      if (it.name().equals(fastest.strategy())) {
        if (!Ranking.needsOpenTarget(it)) {
          ranked.add(first, ranked.remove(i));
        }
        return ranked;
      }
    }
    return ranked;
  }

  /**
   * Finds the first of a reordered ranking, without making the list.
   *
   * @param best the first of the ranking
   */
  static Candidate first(
      Crossovers measured, Roster roster, Plan plan, @Nullable String force, Candidate best) {
    Crossover fastest = measured.of(plan);
    if (fastest == null || fastest.strategy().equals(best.name())) {
      return best;
    }
    List<Registered> strategies = roster.strategies();
    for (int i = 0; i < strategies.size(); i++) { // no iterator, as in the ranking
      Registered it = strategies.get(i);
      if (it.name().equals(fastest.strategy())) {
        return it.weight() == best.weight()
                && (force == null || it.answersTo(force))
                && it.assess(plan) instanceof Offer.Accepted offer
                && !offer.has(Capability.NEEDS_OPEN_TARGET)
            ? it.candidate(offer)
            : best;
      }
    }
    return best;
  }
}
