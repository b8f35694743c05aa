package dev.sendfile.internal.framework;

import static dev.sendfile.stress.Together.check;
import static dev.sendfile.stress.Together.inManyOrders;

import dev.sendfile.internal.discovery.Found;
import dev.sendfile.internal.discovery.Problem;
import dev.sendfile.internal.discovery.StrategySource;
import dev.sendfile.internal.settings.Defaults;
import dev.sendfile.internal.settings.Weights;
import dev.sendfile.stress.Together;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What transfers see of a framework while bundles come and go. */
class RegistryOrdersTest {

  private static final Found FEWER = new Found(List.of(), List.of());
  private static final Found MORE = new Found(List.of(), List.of(new Problem("cannot be loaded")));

  private final Registry registry = Registry.forActivator();
  private final StrategySource strategies = registry.strategies(Weights.NONE);

  @AfterEach
  void close() {
    registry.close();
  }

  @Test
  void whoSeesTheNumberSeesWhatItStandsFor() {
    inManyOrders(
        () -> {
          registry.publish(FEWER, null, Defaults.NONE);
          int before = strategies.generation();

          Together.run(
              registry,
              () -> registry.publish(MORE, null, Defaults.NONE),
              () -> {
                boolean changed = strategies.generation() != before;
                int problems = strategies.roster().problems().size();
                check(!changed || problems == 1, "the number is new, and what there is is old");
              });

          check(strategies.generation() != before, "nothing has changed");
        });
  }
}
