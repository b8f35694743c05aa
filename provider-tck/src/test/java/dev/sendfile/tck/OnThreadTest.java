package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.tck.fixture.ThreadKind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** No route is left out, and no end misses a kind of thread. */
class OnThreadTest {

  private record Claim(String strategy, int source, int target) {}

  private record Met(String strategy, String end, int value, ThreadKind thread) {}

  /** Of one strategy all but one route, of another a single one. */
  private static List<Claim> claims() {
    List<Claim> claims = new ArrayList<>();
    for (int source = 0; source < 3; source++) {
      for (int target = 0; target < 4; target++) {
        claims.add(new Claim("a", source, target));
      }
    }
    claims.remove(new Claim("a", 2, 3));
    claims.add(new Claim("b", 2, 3));
    return claims;
  }

  private static List<OnThread<Claim>> paired() {
    return OnThread.paired(claims(), Claim::strategy, Claim::source, Claim::target);
  }

  private static Set<Met> met(List<OnThread<Claim>> chosen) {
    Set<Met> met = new HashSet<>();
    for (OnThread<Claim> on : chosen) {
      Claim it = on.claim();
      met.add(new Met(it.strategy, "source", it.source, on.thread()));
      met.add(new Met(it.strategy, "target", it.target, on.thread()));
    }
    return met;
  }

  @Test
  void everyRouteIsTried() {
    assertThat(paired()).extracting(OnThread::claim).containsAll(claims());
  }

  @Test
  void eachEndOfAStrategyMeetsEachKindOfThread() {
    assertThat(met(paired())).isEqualTo(met(OnThread.each(claims())));
  }

  @Test
  void mostRoutesAreTriedOnce() {
    assertThat(paired()).doesNotHaveDuplicates().hasSizeLessThanOrEqualTo(claims().size() * 3 / 2);
  }
}
