package dev.sendfile.benchmarks.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.benchmarks.engine.EngineCost.Measured;
import java.util.List;
import org.junit.jupiter.api.Test;

class EngineCostsTest {

  @Test
  void eachIsHeldToTheOneByHandOfItsClass() {
    List<EngineCost> costs =
        EngineCosts.compare(
            List.of(
                new Measured("ToSocket.library", 4500, 20, 256),
                new Measured("ToSocket.byHand", 4000, 10, 8),
                new Measured("ToChannel.byHand", 700, 3, 0),
                new Measured("ToChannel.library", 650, 4, 256)));

    assertThat(costs)
        .containsExactly(
            new EngineCost("ToChannel.library", 650, 4, 256, 700, 3, 0, -50, 256),
            new EngineCost("ToSocket.library", 4500, 20, 256, 4000, 10, 8, 500, 248));
  }

  @Test
  void oneThatHasNothingByHandIsLeftOut() {
    assertThat(EngineCosts.compare(List.of(new Measured("ToSocket.library", 4500, 20, 256))))
        .isEmpty();
  }

  @Test
  void aLineTellsBothAndTheDifference() {
    EngineCost cost = new EngineCost("ToChannel.library", 650, 4, 256, 700, 3, 0, -50, 256);

    assertThat(new EngineCosts("25", 1024, List.of(cost)).lines())
        .containsExactly(
            "  ToChannel.library         650 ns ± 4, 256 bytes; by hand 700 ns ± 3, 0 bytes:"
                + " -50 ns, +256 bytes");
  }
}
