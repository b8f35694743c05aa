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
      throw new UnservedException(nothingServes(roster, plan), null);
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
    throw new UnservedException(
        "forced to '"
            + force
            + "', which cannot serve "
            + plan.route()
            + ": "
            + reasons(known, plan),
        null);
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

  private static final String NOTHING_DEPLOYED =
      "no strategy is deployed: add at least one provider, for example the artifact"
          + " dev.sendfile:sendfile-provider-rwloop";

  private static String nothingServes(Roster roster, Plan plan) {
    if (roster.strategies().isEmpty()) {
      return NOTHING_DEPLOYED;
    }
    return "no strategy serves " + plan.route() + ": " + reasons(roster.strategies(), plan);
  }

  private static String reasons(List<Registered> strategies, Plan plan) {
    return strategies.stream()
        .map(it -> it.name() + " " + reason(it, plan))
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
        : "offers to";
  }

  private static List<String> names(List<Candidate> candidates) {
    return candidates.stream().map(Candidate::name).toList();
  }
}
