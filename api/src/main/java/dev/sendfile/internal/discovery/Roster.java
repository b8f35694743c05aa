package dev.sendfile.internal.discovery;

import dev.sendfile.internal.settings.Weights;
import dev.sendfile.spi.TransferStrategy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was found, at one moment.
 *
 * @param strategies the usable ones, by name; no two of one name
 * @param shadowed those whose name another one has that is heavier or comes first
 * @param problems providers that could not be loaded
 */
public record Roster(
    List<Registered> strategies, List<Registered> shadowed, List<Problem> problems) {

  /** Takes copies. */
  public Roster {
    strategies = List.copyOf(strategies);
    shadowed = List.copyOf(shadowed);
    problems = List.copyOf(problems);
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
