package dev.sendfile;

import dev.sendfile.Explanation.Standing;
import dev.sendfile.Explanation.Verdict;
import dev.sendfile.internal.choice.Chooser;
import dev.sendfile.internal.choice.Policy;
import dev.sendfile.internal.choice.Ranking;
import dev.sendfile.internal.choice.UnservedException;
import dev.sendfile.internal.discovery.Problem;
import dev.sendfile.internal.discovery.Registered;
import dev.sendfile.internal.discovery.Roster;
import dev.sendfile.internal.end.EngineSource;
import dev.sendfile.internal.profile.Crossover;
import dev.sendfile.internal.profile.Crossovers;
import dev.sendfile.internal.profile.ProfileInUse;
import dev.sendfile.spi.Availability;
import dev.sendfile.spi.Candidate;
import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Puts the choice that a transfer would make into words. */
final class Explainer {

  private static final String NEEDS_OPEN_TARGET =
      "but its bytes may reach another connection if another thread closes this target meanwhile:"
          + " force it or give it a weight where nobody does, or pass a PreparedTarget";

  private final Policy policy;
  private final Roster roster;
  private final @Nullable ProfileInUse profile;

  Explainer(Terms terms) {
    policy = terms.policy();
    roster = terms.engine().strategies().roster();
    profile = terms.settings().profile();
  }

  /**
   * Explains.
   *
   * @param overlap what only a transfer finds out of its ends; {@code null} for nothing
   */
  Explanation explain(TransferRequest request, Plan plan, @Nullable String overlap) {
    List<Candidate> ranked = Ranking.rank(roster, plan);
    List<String> notes = new ArrayList<>();
    List<Candidate> wanted = wanted(plan, notes);
    List<Verdict> verdicts = new ArrayList<>();
    for (int i = 0; i < wanted.size(); i++) {
      Candidate it = wanted.get(i);
      verdicts.add(
          verdict(it, i == 0 ? Standing.CHOSEN : Standing.FALLBACK, why(it, plan, i == 0)));
    }
    for (Candidate it : ranked) {
      if (!wanted.contains(it)) {
        verdicts.add(verdict(it, Standing.NOT_WANTED, "serves this, but is not wanted"));
      }
    }
    addOthers(plan, verdicts);
    addProfile(plan, wanted, notes);
    addTrial(wanted, notes);
    addAdvice(request, plan, notes);
    if (overlap != null) {
      notes.add(overlap);
    }
    return new Explanation(
        plan.route(), plan.length(), Optional.ofNullable(policy.force()), verdicts, notes);
  }

  private List<Candidate> wanted(Plan plan, List<String> notes) {
    try {
      return Chooser.all(roster, plan, policy);
    } catch (UnservedException e) {
      notes.add(e.getMessage());
      return List.of();
    }
  }

  private String why(Candidate it, Plan plan, boolean first) {
    if (policy.force() != null) {
      return "forced by '" + policy.force() + "'";
    }
    if (policy.selector() != null) {
      return "as the selector decided";
    }
    String weight = it.weight() == 0 ? "" : "weight " + it.weight() + ", ";
    Crossover fastest = fastest(plan);
    if (first && fastest != null && fastest.strategy().equals(it.name())) {
      return "ranks first: " + weight + measured(fastest);
    }
    String tier = it.offer().tier().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    String because =
        it.offer().has(Capability.NEEDS_OPEN_TARGET) ? NEEDS_OPEN_TARGET : range(it, plan);
    return (first ? "ranks first: " : "follows: ") + weight + tier + ", " + because;
  }

  private static String range(Candidate it, Plan plan) {
    if (it.offer().efficientAt(plan.length())) {
      return "efficient at this length";
    }
    return it.offer().isLastResort()
        ? "but not efficient on this route at any length"
        : "but efficient only from "
            + it.offer().efficientFrom()
            + (it.offer().efficientTo() == Long.MAX_VALUE
                ? " bytes on"
                : " to " + it.offer().efficientTo() + " bytes");
  }

  /** What the profile names, if one holds and does. */
  private @Nullable Crossover fastest(Plan plan) {
    Crossovers measured = policy.measured();
    return measured == null ? null : measured.of(plan);
  }

  private String measured(Crossover fastest) {
    return "measured fastest from "
        + fastest.from()
        + " bytes on ("
        + Objects.requireNonNull(profile).citation()
        + ")";
  }

  /** What does not show in the reasons: a profile that is ignored, or names what does not run. */
  private void addProfile(Plan plan, List<Candidate> wanted, List<String> notes) {
    if (profile != null && profile.ignored() != null) {
      notes.add(profile.ignored());
    }
    Crossover fastest = fastest(plan);
    if (fastest == null || policy.force() != null || policy.selector() != null) {
      return;
    }
    String name = fastest.strategy();
    if (wanted.isEmpty() || !wanted.get(0).name().equals(name)) {
      notes.add(name + " was " + measured(fastest) + ", but " + whyNot(name, wanted));
    }
  }

  /** Only a call on the two files tells whether their file system shares blocks. */
  private void addTrial(List<Candidate> wanted, List<String> notes) {
    if (!wanted.isEmpty() && wanted.get(0).offer().has(Capability.REFLINK)) {
      notes.add(
          wanted.get(0).name()
              + " finds out by its first call whether the file system shares blocks, which Btrfs,"
              + " XFS and bcachefs do, and ext4 and tmpfs do not; if not, "
              + (policy.force() == null && wanted.size() > 1
                  ? wanted.get(1).name() + " copies from the first byte on"
                  : "the transfer fails and leaves the target as it was"));
    }
  }

  /** Why what was measured to be the fastest is not the first. */
  private String whyNot(String name, List<Candidate> wanted) {
    for (Candidate it : wanted) {
      if (it.name().equals(name)) {
        return it.weight() < wanted.get(0).weight()
            ? "others weigh more"
            : "needs a target that no other thread closes meanwhile";
      }
    }
    boolean deployed = roster.strategies().stream().anyMatch(it -> it.name().equals(name));
    return deployed ? "does not serve this" : "is not deployed";
  }

  private static Verdict verdict(Candidate it, Standing standing, String reason) {
    return new Verdict(
        it.name(), it.technique(), standing, it.weight(), it.offer().capabilities(), reason);
  }

  private void addOthers(Plan plan, List<Verdict> verdicts) {
    for (Registered it : roster.strategies()) {
      if (it.availability() instanceof Availability.Unavailable unavailable) {
        verdicts.add(
            other(it, Standing.UNAVAILABLE, unavailable.cause() + "; " + unavailable.remedy()));
      } else if (it.assess(plan) instanceof Offer.Declined declined) {
        verdicts.add(other(it, Standing.DECLINED, declined.refusal().reason()));
      }
    }
    for (Registered it : roster.shadowed()) {
      verdicts.add(other(it, Standing.SHADOWED, "another strategy of this name is used: " + it));
    }
    for (Problem it : roster.problems()) {
      verdicts.add(new Verdict("(provider)", "", Standing.NOT_LOADED, 0, Set.of(), it.what()));
    }
  }

  private static Verdict other(Registered it, Standing standing, String reason) {
    return new Verdict(it.name(), it.technique(), standing, it.weight(), Set.of(), reason);
  }

  private static void addAdvice(TransferRequest request, Plan plan, List<String> notes) {
    if (plan.source() instanceof EngineSource source && source.unknown() != null) {
      notes.add(source.unknown());
    }
    Object target = request.target();
    if (target instanceof OutputStream) {
      notes.add(
          "the target is a stream: pass the channel or the socket behind it to open the kernel's own path");
    } else if (target instanceof Socket && plan.target().as(Socket.class) != null) {
      notes.add(
          "this socket has no channel: SocketChannel.open().socket() has one, and opens the kernel's own path");
    }
  }
}
