package dev.sendfile.tck;

import dev.sendfile.tck.fixture.ThreadKind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What is tried on a kind of thread.
 *
 * @param <C> what is tried
 * @param claim a route that a strategy claims
 * @param thread what it is tried on
 */
record OnThread<C>(C claim, ThreadKind thread) {

  /** The system property with which each route is tried on each kind of thread. */
  private static final String ALL = "dev.sendfile.tck.all";

  /** All on every kind of thread. */
  static <C> List<OnThread<C>> each(List<C> claims) {
    List<OnThread<C>> all = new ArrayList<>();
    for (C claim : claims) {
      for (ThreadKind thread : ThreadKind.available()) {
        all.add(new OnThread<>(claim, thread));
      }
    }
    return all;
  }

  /**
   * All of them, and of every strategy each source and each target on every kind of thread: a route
   * is tried on both kinds only where that takes it.
   */
  static <C> List<OnThread<C>> paired(
      List<C> claims,
      Function<C, Object> strategy,
      Function<C, Object> source,
      Function<C, Object> target) {
    if (Boolean.getBoolean(ALL)) {
      return each(claims);
    }
    Map<Object, List<C>> byStrategy =
        claims.stream()
            .collect(Collectors.groupingBy(strategy, LinkedHashMap::new, Collectors.toList()));
    List<OnThread<C>> paired = new ArrayList<>();
    for (List<C> those : byStrategy.values()) {
      paired.addAll(
          Pairwise.of(
              each(those),
              List.of(
                  it -> source.apply(it.claim), it -> target.apply(it.claim), OnThread::thread)));
    }
    return paired;
  }
}
