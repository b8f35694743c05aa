package dev.sendfile.cli.calibration;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides for one situation which strategy goes first at which lengths. The built-in order stays
 * unless another strategy is certainly faster: the 95 % interval of the paired ratio lies wholly
 * above 1, and the gain is {@link #LEAST_GAIN} or more. As some of many intervals lie above 1 by
 * chance, a win counts only where a neighbouring size agrees: the same strategy wins there, or is
 * the built-in one.
 */
public final class Crossovers {

  /** A smaller gain is not worth an entry that somebody has to understand. */
  public static final double LEAST_GAIN = 1.03;

  /** The ends of an interval of fewer rounds are the rounds that were disturbed most. */
  public static final int FEWEST_ROUNDS = 12;

  /** In a profile: no strategy, the built-in order holds. */
  private static final String BUILT_IN_ORDER = "nothing";

  private Crossovers() {}

  /**
   * Chooses at each size.
   *
   * @param sizes what was measured of one situation, by ascending size
   * @return a choice for each size, in the same order
   */
  public static List<Choice> decide(List<Measured> sizes) {
    List<Choice> choices = new ArrayList<>();
    String before = "";
    for (int i = 0; i < sizes.size(); i++) {
      Measured here = sizes.get(i);
      before = winner(sizes, i, before).orElse(here.builtIn());
      choices.add(new Choice(here, before));
    }
    return choices;
  }

  private record Winner(String strategy, double gain) {}

  /** The fastest of those that won; the one of the size below stays if it is about as fast. */
  private static Optional<String> winner(List<Measured> sizes, int i, String before) {
    Measured here = sizes.get(i);
    List<Winner> winners =
        here.gains().entrySet().stream()
            .filter(it -> here.won(it.getKey()) && supported(sizes, i, it.getKey()))
            .map(it -> new Winner(it.getKey(), it.getValue().median()))
            .sorted(
                Comparator.comparingDouble(Winner::gain).reversed().thenComparing(Winner::strategy))
            .toList();
    return winners.stream()
        .filter(it -> it.strategy().equals(before))
        .filter(it -> it.gain() * LEAST_GAIN >= winners.get(0).gain())
        .findFirst()
        .or(() -> winners.stream().findFirst())
        .map(Winner::strategy);
  }

  private static boolean supported(List<Measured> sizes, int i, String strategy) {
    boolean below = i > 0 && sizes.get(i - 1).agreesOn(strategy);
    boolean above = i + 1 < sizes.size() && sizes.get(i + 1).agreesOn(strategy);
    return below || above || sizes.size() == 1;
  }

  /**
   * Turns choices into the entries of a profile. What was chosen at the smallest size holds below
   * it, what was chosen at the largest holds above. Between two sizes with the same choice that one
   * holds, else the built-in order: nothing moves where nothing was measured.
   *
   * @param choices of one situation, by ascending size
   * @return a strategy by the length from which on it goes first, {@code nothing} for the built-in
   *     order; empty if nothing moved
   */
  public static NavigableMap<Long, String> entries(List<Choice> choices) {
    NavigableMap<Long, String> entries = new TreeMap<>();
    for (int i = 0; i < choices.size(); i++) {
      Choice here = choices.get(i);
      put(entries, i == 0 ? 0 : here.measured().size(), entry(choices, i));
      if (i + 1 < choices.size()) {
        put(entries, here.measured().size() + 1, between(choices, i));
      }
    }
    if (BUILT_IN_ORDER.equals(entries.get(0L))) {
      entries.remove(0L); // it holds below the first entry
    }
    return entries;
  }

  /** A size where the built-in strategy is chosen between two that moved to it is no gap. */
  private static String entry(List<Choice> choices, int i) {
    boolean named = choices.get(i).moved() || (moved(choices, i, -1) && moved(choices, i, 1));
    return named ? choices.get(i).strategy() : BUILT_IN_ORDER;
  }

  /** Whether one of the next sizes in a direction, as long as they agree, has moved. */
  private static boolean moved(List<Choice> choices, int i, int direction) {
    String strategy = choices.get(i).strategy();
    for (int at = i + direction; at >= 0 && at < choices.size(); at += direction) {
      if (!choices.get(at).strategy().equals(strategy)) {
        return false;
      }
      if (choices.get(at).moved()) {
        return true;
      }
    }
    return false;
  }

  private static String between(List<Choice> choices, int i) {
    String below = entry(choices, i);
    String strategy = choices.get(i).strategy();
    boolean same = choices.get(i + 1).strategy().equals(strategy);
    return same && below.equals(BUILT_IN_ORDER)
        ? entry(choices, i + 1)
        : same ? below : BUILT_IN_ORDER;
  }

  private static void put(NavigableMap<Long, String> entries, long from, String strategy) {
    if (entries.isEmpty() || !entries.lastEntry().getValue().equals(strategy)) {
      entries.put(from, strategy);
    }
  }
}
