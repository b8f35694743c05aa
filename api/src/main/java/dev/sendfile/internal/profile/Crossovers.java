package dev.sendfile.internal.profile;

import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Situation;
import dev.sendfile.spi.Situation.Trait;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The crossovers of all situations that were measured. Immutable. */
public final class Crossovers {

  /** More than anybody measures; each transfer looks through all of them. */
  private static final int MOST_SITUATIONS = 256;

  /** A list that is longer is no measurement, but noise. */
  private static final int MOST_LENGTHS = 64;

  private static final List<Trait> TRAITS = List.of(Trait.values());

  /** By {@linkplain Key key}. */
  private final SortedMap<String, Row> rows = new TreeMap<>();

  /** The same, for a look that allocates nothing. */
  private final Row[] table;

  /**
   * One situation.
   *
   * @param traits a bit for each
   * @param list with ascending lengths
   */
  private record Row(Situation situation, int traits, List<Crossover> list) {

    boolean isOf(EndKind source, EndKind target, int bits) {
      return traits == bits
          && situation.route().source().equals(source)
          && situation.route().target().equals(target);
    }

    /** The last one that the length has reached. */
    @Nullable Crossover at(long length) {
      for (int i = list.size() - 1; i >= 0; i--) {
        if (length < 0 || list.get(i).from() <= length) {
          return list.get(i);
        }
      }
      return null;
    }
  }

  /**
   * Takes copies and checks all.
   *
   * @param bySituation crossovers with ascending lengths, by situation
   * @throws IllegalArgumentException if there are too many, lengths do not ascend, or the name of a
   *     kind cannot be written into a file
   */
  public Crossovers(Map<Situation, List<Crossover>> bySituation) {
    if (bySituation.size() > MOST_SITUATIONS) {
      throw new IllegalArgumentException(
          bySituation.size() + " situations are more than " + MOST_SITUATIONS);
    }
    bySituation.forEach(
        (situation, list) ->
            rows.put(
                Key.of(situation),
                new Row(situation, bits(situation), List.copyOf(checked(list)))));
    table = rows.values().toArray(new Row[0]);
  }

  /**
   * Checks the crossovers of one situation.
   *
   * @param list the crossovers
   * @return the same
   * @throws IllegalArgumentException if there is none, there are too many, or lengths do not ascend
   */
  static List<Crossover> checked(List<Crossover> list) {
    if (list.isEmpty() || list.size() > MOST_LENGTHS) {
      throw new IllegalArgumentException(
          list.size() + " lengths are given; 1 to " + MOST_LENGTHS + " are allowed");
    }
    for (int i = 1; i < list.size(); i++) {
      long before = list.get(i - 1).from();
      long from = list.get(i).from();
      if (from <= before) {
        throw new IllegalArgumentException(
            "lengths must ascend, and " + from + " follows " + before);
      }
    }
    return list;
  }

  private static int bits(Situation situation) {
    int bits = 0;
    for (Trait it : situation.traits()) {
      bits |= 1 << TRAITS.indexOf(it);
    }
    return bits;
  }

  private static int bits(Plan plan) {
    int bits = 0;
    for (int i = 0; i < TRAITS.size(); i++) { // no iterator: this is the way of every small send
      bits |= TRAITS.get(i).isOf(plan) ? 1 << i : 0;
    }
    return bits;
  }

  /**
   * Finds what was measured for a plan. Allocates nothing.
   *
   * @param plan what is to be moved; where its length is not known, it counts as the longest
   * @return the last crossover that its length has reached; {@code null} if there is none, or none
   *     that names a strategy
   */
  public @Nullable Crossover of(Plan plan) {
    EndKind source = plan.source().kind();
    EndKind target = plan.target().kind();
    int bits = bits(plan);
    for (Row row : table) {
      if (row.isOf(source, target, bits)) {
        Crossover found = row.at(plan.length());
        return found != null && found.namesOne() ? found : null;
      }
    }
    return null;
  }

  /**
   * Returns all crossovers.
   *
   * @return by situation, in the order of a file; unmodifiable
   */
  public Map<Situation, List<Crossover>> bySituation() {
    Map<Situation, List<Crossover>> all = new LinkedHashMap<>();
    rows.values().forEach(it -> all.put(it.situation(), it.list()));
    return Collections.unmodifiableMap(all);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Crossovers that && rows.equals(that.rows);
  }

  @Override
  public int hashCode() {
    return rows.hashCode();
  }
}
