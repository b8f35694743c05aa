package dev.sendfile.itests.network;

import dev.sendfile.Sendfile;
import dev.sendfile.StrategyInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * A strategy on a route over TCP that it claims, driven in some way.
 *
 * @param strategy the strategy that is forced; {@link #ANY} to leave the choice, and the choice of
 *     who goes on after a failure, to the library
 * @param direction which way the content goes, and where the fault lies
 * @param near how the library is given its connections
 * @param drive who drives it
 */
record Row(String strategy, Direction direction, Near near, Drive drive) {

  static final String ANY = "any";

  /** Content bytes that any strategy would find worth its while. */
  private static final int PROBE = 100_000;

  private static final List<Row> CLAIMED = claimed();

  /** Every strategy on every route it claims, driven in every way. */
  static List<Row> forced() {
    return matching(it -> !it.strategy.equals(ANY));
  }

  /** The same, and every route with no strategy forced. */
  static List<Row> all() {
    return CLAIMED;
  }

  static List<Row> matching(Predicate<Row> condition) {
    return CLAIMED.stream().filter(condition).toList();
  }

  private static List<Row> claimed() {
    List<String> strategies = new ArrayList<>(List.of(ANY));
    Sendfile.getDefault().strategies().stream().map(StrategyInfo::name).forEach(strategies::add);
    List<Row> rows = new ArrayList<>();
    for (String strategy : strategies) {
      for (Direction direction : Direction.values()) {
        for (Near near : Near.values()) {
          if (new Row(strategy, direction, near, Drive.PLATFORM).isClaimed()) {
            Arrays.stream(Drive.values())
                .filter(it -> it.isAvailable() && it.canDrive(near))
                .forEach(it -> rows.add(new Row(strategy, direction, near, it)));
          }
        }
      }
    }
    return rows;
  }

  private boolean isClaimed() {
    try (Passage passage = Passage.open(this, new Fault.Silence(0), new byte[PROBE])) {
      return sendfile().explain(passage.request()).chosen().isPresent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An instance that is forced to the strategy. */
  Sendfile sendfile() {
    Sendfile free = Sendfile.getDefault();
    return strategy.equals(ANY) ? free : free.withForce(strategy);
  }

  @Override
  public String toString() {
    return strategy + ": " + direction + " by " + near + ", " + drive;
  }
}
