package dev.sendfile.internal.discovery;

import static dev.sendfile.stress.Together.check;
import static dev.sendfile.stress.Together.inManyOrders;

import dev.sendfile.stress.Together;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is made at its first use, which two threads have at once. */
class OnceOrdersTest {

  @Test
  void bothGetTheSameAndItIsMadeOnce() {
    inManyOrders(
        () -> {
          AtomicInteger made = new AtomicInteger();
          Once<Integer> once = new Once<>(made::incrementAndGet);

          Together.run(
              once,
              () -> check(once.get() == 1, "another value"),
              () -> check(once.get() == 1, "another value"));

          check(made.get() == 1, "made " + made.get() + " times");
        });
  }

  @Test
  void whoMeetsAFailureGetsItAndTheOtherTriesAgain() {
    inManyOrders(
        () -> {
          AtomicInteger tried = new AtomicInteger();
          AtomicInteger failed = new AtomicInteger();
          Once<Integer> once =
              new Once<>(
                  () -> {
                    if (tried.incrementAndGet() == 1) {
                      throw new IllegalStateException("the first time");
                    }
                    return tried.get();
                  });
          Together.Task user =
              () -> {
                try {
                  check(once.get() == 2, "made more than once");
                } catch (IllegalStateException e) {
                  failed.incrementAndGet();
                }
              };

          Together.run(once, user, user);

          check(failed.get() == 1, failed.get() + " met the failure");
        });
  }
}
