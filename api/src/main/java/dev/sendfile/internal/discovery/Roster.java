package dev.sendfile.internal.discovery;

import dev.sendfile.internal.settings.Weights;
import dev.sendfile.spi.TransferStrategy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

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
   * Tells whether a strategy is still there, used or shadowed.
   *
   * @param strategy the strategy
   * @return {@code true} if so
   */
  public boolean holds(TransferStrategy strategy) {
    return Stream.concat(strategies.stream(), shadowed.stream())
        .anyMatch(it -> it.strategy().equals(strategy));
  }

  /**
   * Finds a strategy.
   *
   * @param name its name
   * @return the strategy, if there is one
   */
  public Optional<Registered> named(String name) {
    return strategies.stream().filter(it -> it.name().equals(name)).findFirst();
  }
}
