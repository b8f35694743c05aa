package dev.sendfile.tck;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/**
 * Chooses some of many combinations: any two values that are together in one of all are together in
 * one of those. What goes wrong needs two circumstances, as a rule, and rarely three.
 */
final class Pairwise {

  private static final long SEED = 20_260_101;

  /** Two values of different factors. */
  private record Pair(int first, Object one, int second, Object other) {}

  private Pairwise() {}

  /**
   * Chooses, the same each time.
   *
   * @param all the combinations that make sense
   * @param factors what each of them has one value of
   * @return some of them
   */
  static <T> List<T> of(List<T> all, List<Function<T, Object>> factors) {
    List<T> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, new Random(SEED));
    int[][] pairs = numbered(shuffled, factors);
    BitSet covered = new BitSet();
    List<T> chosen = new ArrayList<>();
    int most = factors.size() * (factors.size() - 1) / 2;
    for (int wanted = most; wanted > 0; wanted--) { // those first that bring the most
      for (int i = 0; i < pairs.length; i++) {
        if (Arrays.stream(pairs[i]).filter(it -> !covered.get(it)).count() >= wanted) {
          chosen.add(shuffled.get(i));
          Arrays.stream(pairs[i]).forEach(covered::set);
        }
      }
    }
    return chosen;
  }

  /** The pairs of each combination, as numbers: each is looked at again and again. */
  private static <T> int[][] numbered(List<T> all, List<Function<T, Object>> factors) {
    Map<Pair, Integer> numbers = new HashMap<>();
    return all.stream()
        .map(
            one ->
                pairs(one, factors).stream()
                    .mapToInt(it -> numbers.computeIfAbsent(it, key -> numbers.size()))
                    .toArray())
        .toArray(int[][]::new);
  }

  private static <T> List<Pair> pairs(T one, List<Function<T, Object>> factors) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < factors.size(); i++) {
      for (int j = i + 1; j < factors.size(); j++) {
        pairs.add(new Pair(i, factors.get(i).apply(one), j, factors.get(j).apply(one)));
      }
    }
    return pairs;
  }
}
