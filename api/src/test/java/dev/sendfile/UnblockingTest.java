package dev.sendfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sendfile.internal.thread.Closers;
import dev.sendfile.internal.thread.Watchdog;
import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A session that hangs when it is to end what it blocks on takes one thread, and not one each time.
 */
class UnblockingTest {

  private final CountDownLatch free = new CountDownLatch(1);
  private final AtomicInteger calls = new AtomicInteger();

  private final Session hanging =
      new Session() {
        @Override
        public Step step(Batch batch) {
          return Step.TARGET_FULL;
        }

        @Override
        public void unblock() {
          calls.incrementAndGet();
          try {
            free.await(1, TimeUnit.MINUTES);
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        }
      };

  private record Telling(CountDownLatch told) implements Session {

    @Override
    public Step step(Batch batch) {
      return Step.TARGET_FULL;
    }

    @Override
    public void unblock() {
      told.countDown();
    }
  }

  @AfterEach
  void letGo() {
    free.countDown();
  }

  @Test
  void oneCallIsUnderWayAtATime() throws Exception {
    Closers closers = new Watchdog().closers();
    CountDownLatch other = new CountDownLatch(1);
    Unblocking unblocking = new Unblocking(hanging, closers);
    unblocking.begin();
    await().atMost(Duration.ofMinutes(1)).until(() -> calls.get() == 1);

    unblocking.begin();
    unblocking.begin();
    new Unblocking(new Telling(other), closers).begin();
    assertThat(other.await(1, TimeUnit.MINUTES)).as("one of another session is made").isTrue();
    assertThat(calls).hasValue(1);

    free.countDown();
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              unblocking.begin(); // once the first one has ended
              return calls.get() > 1;
            });
  }
}
