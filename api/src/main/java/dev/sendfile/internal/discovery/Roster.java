package dev.sendfile.internal.discovery;

import dev.sendfile.internal.settings.Weights;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Route;
import dev.sendfile.spi.TransferStrategy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was found, at one moment. Safe for use by many threads. */
public final class Roster {

  /** Kinds of ends are few; one that asks for ever new ones shall not fill the memory. */
  private static final int MOST = 64;

  private final List<Registered> strategies;
  private final List<Registered> shadowed;
  private final List<Problem> problems;

  /** Racy on purpose: what one thread has found out and another overwrites is found out again. */
  private volatile Serving[] known = {};

  /** Who may serve a route. */
  private record Serving(Route route, boolean prepared, List<Registered> strategies) {}

  private Roster(List<Registered> strategies, List<Registered> shadowed, List<Problem> problems) {
    this.strategies = List.copyOf(strategies);
    this.shadowed = List.copyOf(shadowed);
    this.problems = List.copyOf(problems);
  }

  /**
   * Returns what is used.
   *
   * @return the usable ones, by name; no two of one name
   */
  public List<Registered> strategies() {
    return strategies;
  }

  /**
   * Returns what is not used.
   *
   * @return those whose name another one has that is heavier or comes first
   */
  public List<Registered> shadowed() {
    return shadowed;
  }

  /**
   * Returns what could not be found out.
   *
   * @return providers that could not be loaded
   */
  public List<Problem> problems() {
    return problems;
  }

  /**
   * Returns who may serve a plan: all but those that never serve such a route, which are asked that
   * once.
   *
   * @param plan what is to be moved
   * @return some of {@link #strategies}, in the same order
   */
  public List<Registered> serving(Plan plan) {
    Route route = plan.route();
    boolean prepared = plan.source().keep() != null && plan.target().keep() != null;
    Serving[] before = known;
    for (Serving it : before) {
      if (it.prepared == prepared && it.route.equals(route)) {
        return it.strategies;
      }
    }
    List<Registered> serving =
        strategies.stream().filter(it -> it.serves(route, prepared)).toList();
    if (before.length < MOST) {
      Serving[] more = Arrays.copyOf(before, before.length + 1);
      more[before.length] = new Serving(route, prepared, serving);
      known = more;
    }
    return serving;
  }

  /**
   * Weighs what was found: of one name the heaviest is used, and of equals the first.
   *
   * @param found what was found
   * @param code the weights that code has set
   * @param operator the weights for what code has not
   * @return the roster
   */
  public static Roster of(Found found, Weights code, Weights operator) {
    List<Registered> weighed = new ArrayList<>();
    for (Registered it : found.strategies()) {
      weighed.add(it.weighing(code.of(it.name(), operator.of(it.name(), it.weight()))));
    }
    weighed.sort(Comparator.comparingInt(Registered::weight).reversed()); // which is stable
    TreeMap<String, Registered> byName = new TreeMap<>();
    List<Registered> shadowed = new ArrayList<>();
    for (Registered it : weighed) {
      if (byName.putIfAbsent(it.name(), it) != null) {
        shadowed.add(it);
      }
    }
    return new Roster(List.copyOf(byName.values()), shadowed, found.problems());
  }

  /**
   * Finds a strategy that may still be there, used or shadowed.
   *
   * @param strategy the strategy itself: one that equals it may have come in its place
   * @return the strategy as registered; {@code null} if it has gone
   */
  @SuppressWarnings("ReferenceEquality") // that is the point
  public @Nullable Registered find(TransferStrategy strategy) {
    return Stream.concat(strategies.stream(), shadowed.stream())
        .filter(it -> it.strategy() == strategy)
        .findFirst()
        .orElse(null);
  }
}
