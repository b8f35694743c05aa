package dev.sendfile.internal.choice;

import dev.sendfile.internal.discovery.Registered;
import dev.sendfile.internal.discovery.Roster;
import dev.sendfile.internal.profile.Crossovers;
import dev.sendfile.spi.Availability;
import dev.sendfile.spi.Candidate;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.TransferSelector;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Applies a policy to what there is: force, else a selector, else the ranking. */
public final class Chooser {

  private Chooser() {}

  /**
   * Chooses the strategy that shall run.
   *
   * @param roster what there is
   * @param plan what is to be moved
   * @param policy who decides
   * @return the first of {@link #all}
   * @throws UnservedException if nothing may serve the plan, with the reason
   */
  public static Candidate first(Roster roster, Plan plan, Policy policy) throws UnservedException {
    if (policy.force() != null || policy.selector() == null) {
      Candidate best = Ranking.best(roster, plan, policy.force());
      if (best != null) {
        Crossovers measured = policy.measured();
        return measured == null
            ? best
            : Preference.first(measured, roster, plan, policy.force(), best);
      }
    }
    return all(roster, plan, policy).get(0);
  }

  /**
   * Chooses the strategy that shall run and all that may follow it.
   *
   * @param roster what there is
   * @param plan what is to be moved
   * @param policy who decides
   * @return at least one candidate, best first
   * @throws UnservedException if nothing may serve the plan, with the reason
   */
  public static List<Candidate> all(Roster roster, Plan plan, Policy policy)
      throws UnservedException {
    List<Candidate> ranked = Preference.apply(policy.measured(), plan, Ranking.rank(roster, plan));
    if (policy.force() != null) {
      return forced(roster, plan, ranked, policy.force());
    }
    if (ranked.isEmpty()) {
      throw nothingServes(roster, plan);
    }
    return policy.selector() == null ? ranked : selected(plan, ranked, policy.selector());
  }

  private static List<Candidate> selected(
      Plan plan, List<Candidate> ranked, TransferSelector selector) throws UnservedException {
    List<Candidate> selected;
    try {
      selected = List.copyOf(selector.select(plan, List.copyOf(ranked)));
    } catch (Throwable e) {
      throw new UnservedException("the TransferSelector " + selector + " threw " + e, e);
    }
    if (selected.isEmpty()) {
      throw new UnservedException(
          "the TransferSelector "
              + selector
              + " selected nothing; it must return at least one of "
              + names(ranked),
          null);
    }
    if (!ranked.containsAll(selected) || new HashSet<>(selected).size() != selected.size()) {
      throw new UnservedException(
          "the TransferSelector "
              + selector
              + " selected "
              + names(selected)
              + "; it must return some of "
              + names(ranked)
              + ", each at most once",
          null);
    }
    return selected;
  }

  private static List<Candidate> forced(
      Roster roster, Plan plan, List<Candidate> ranked, String force) throws UnservedException {
    List<Candidate> matching =
        ranked.stream()
            .filter(it -> it.name().equals(force) || it.technique().equals(force))
            .toList();
    if (!matching.isEmpty()) {
      return matching;
    }
    List<Registered> known =
        roster.strategies().stream().filter(it -> it.answersTo(force)).toList();
    if (known.isEmpty()) {
      throw new UnservedException(unknown(roster, force), null);
    }
    List<Declined> declined = declined(known, plan);
    throw new UnservedException(
        "forced to '" + force + "', which cannot serve " + plan.route() + ": " + reasons(declined),
        null,
        declined);
  }

  private static String unknown(Roster roster, String force) {
    String names =
        roster.strategies().stream().map(Registered::name).collect(Collectors.joining(", "));
    String techniques =
        roster.strategies().stream()
            .map(Registered::technique)
            .distinct()
            .collect(Collectors.joining(", "));
    return "no strategy or technique is named '"
        + force
        + "'; "
        + (names.isEmpty()
            ? NOTHING_DEPLOYED
            : "there are the strategies " + names + " and the techniques " + techniques);
  }

  private static final String OFFERS = "offers to";

  private static final String NOTHING_DEPLOYED =
      "no strategy is deployed: add at least one provider, for example the artifact"
          + " dev.sendfile:sendfile-provider-rwloop, in a jar that this process may read (Java passes"
          + " over others in silence)";

  private static UnservedException nothingServes(Roster roster, Plan plan) {
    if (roster.strategies().isEmpty()) {
      return new UnservedException(NOTHING_DEPLOYED, null);
    }
    List<Declined> declined = declined(roster.strategies(), plan);
    return new UnservedException(
        "no strategy serves " + plan.route() + ": " + reasons(declined), null, declined);
  }

  /**
   * Lists the strategies that do not serve a plan.
   *
   * @param roster what there is
   * @param plan what is to be moved
   * @param force a strategy or technique that alone is asked; {@code null} for all
   * @return each with its reason
   */
  public static List<Declined> declined(Roster roster, Plan plan, @Nullable String force) {
    return declined(
            roster.strategies().stream()
                .filter(it -> force == null || it.answersTo(force))
                .toList(),
            plan)
        .stream()
        .filter(it -> !it.reason().equals(OFFERS))
        .toList();
  }

  private static List<Declined> declined(List<Registered> strategies, Plan plan) {
    return strategies.stream().map(it -> new Declined(it.name(), reason(it, plan))).toList();
  }

  private static String reasons(List<Declined> declined) {
    return declined.stream()
        .map(it -> it.strategy() + " " + it.reason())
        .collect(Collectors.joining("; "));
  }

  /**
   * Says why a strategy does not serve a plan.
   *
   * @param it the strategy
   * @param plan what is to be moved
   * @return the reason, for a user
   */
  static String reason(Registered it, Plan plan) {
    Availability availability = it.availability();
    if (!availability.isAvailable()) {
      return "is " + availability;
    }
    Offer offer = it.assess(plan);
    return offer instanceof Offer.Declined declined
        ? "declines: " + declined.refusal().reason()
        : OFFERS;
  }

  private static List<String> names(List<Candidate> candidates) {
    return candidates.stream().map(Candidate::name).toList();
  }
}
