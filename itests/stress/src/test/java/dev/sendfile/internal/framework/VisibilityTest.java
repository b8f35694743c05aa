package dev.sendfile.internal.framework;

import static org.awaitility.Awaitility.await;

import dev.sendfile.internal.discovery.Found;
import dev.sendfile.internal.discovery.StrategySource;
import dev.sendfile.internal.settings.Defaults;
import dev.sendfile.internal.settings.Weights;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A thread that does nothing but ask sees what another has changed, also once its loop is compiled:
 * a read that may be hoisted out of it would be the last.
 */
class VisibilityTest {

  /** After which a loop of a few instructions is compiled by the best compiler there is. */
  private static final long COMPILED_NANOS = Duration.ofSeconds(2).toNanos();

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final Found NOTHING = new Found(List.of(), List.of());

  private final Registry registry = Registry.forActivator();

  @AfterEach
  void close() {
    registry.close();
  }

  private static void seen(BooleanSupplier change, Runnable changing) {
    Thread asking =
        new Thread(
            () -> {
              while (!change.getAsBoolean()) {}
            });
    asking.setDaemon(true);
    asking.start();
    await()
        .atMost(Duration.ofMinutes(2)) // of a machine that has other things to do
        .until(() -> THREADS.getThreadCpuTime(asking.threadId()) > COMPILED_NANOS);
    changing.run();
    await().atMost(Duration.ofSeconds(20)).until(() -> !asking.isAlive());
  }

  @Test
  void thatStrategiesCameOrWent() {
    registry.publish(NOTHING, null, Defaults.NONE);
    StrategySource strategies = registry.strategies(Weights.NONE);
    int before = strategies.generation();

    seen(
        () -> strategies.generation() != before,
        () -> registry.publish(NOTHING, null, Defaults.NONE));
  }

  @Test
  void whatTheOperatorHasSet() {
    registry.publish(NOTHING, null, Defaults.NONE);
    Defaults other =
        new Defaults("other", Defaults.NONE.options(), 0, 0, Defaults.NONE.weights(), null);

    seen(() -> registry.defaults() == other, () -> registry.publish(NOTHING, null, other));
  }

  @Test
  void thatTheLibraryGoes() {
    Underway underway = new Underway();
    Underway.Stoppable transfer =
        new Underway.Stoppable() {
          @Override
          public boolean mayBlock() {
            return false;
          }

          @Override
          public void unblock() {}
        };

    seen(() -> underway.stops(transfer), underway::close);
  }
}
