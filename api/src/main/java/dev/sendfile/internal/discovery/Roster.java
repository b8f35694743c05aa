package dev.sendfile.internal.discovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What was found, at one moment.
 *
 * @param strategies the usable ones, by name; no two of one name
 * @param shadowed those whose name another one has that is heavier or older
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
   * Sorts out what was found. The order of discovery differs from run to run and never matters: of
   * one name the heavier wins, then the class name decides.
   *
   * @param found all strategies
   * @param problems what could not be loaded
   * @return the roster
   */
  static Roster of(List<Registered> found, List<Problem> problems) {
    List<Registered> sorted = new ArrayList<>(found);
    sorted.sort(
        Comparator.comparingInt(Registered::weight)
            .reversed()
            .thenComparing(it -> it.strategy().getClass().getName()));
    TreeMap<String, Registered> byName = new TreeMap<>();
    List<Registered> shadowed = new ArrayList<>();
    for (Registered it : sorted) {
      if (byName.putIfAbsent(it.name(), it) != null) {
        shadowed.add(it);
      }
    }
    return new Roster(List.copyOf(byName.values()), shadowed, problems);
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
