package dev.sendfile.internal.thread;

import static dev.sendfile.stress.Together.inManyOrders;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Something to be looked at that comes when the watchdog's thread is about to end. */
class WatchdogOrdersTest {

  /** Is looked at once. */
  private static final class Single implements Watchdog.Watched {
    private final Watchdog watchdog;
    private final CountDownLatch looked = new CountDownLatch(1);

    Single(Watchdog watchdog) {
      this.watchdog = watchdog;
    }

    @Override
    public void look(long now) {
      watchdog.unwatch(this);
      looked.countDown();
    }

    void beLookedAt() throws InterruptedException, IOException {
      watchdog.watch(this);
      looked.await();
    }
  }

  /** One that is not looked at waits for ever, which the checker tells. */
  @Test
  void whoeverComesIsLookedAt() {
    inManyOrders(
        () -> {
          Watchdog watchdog = new Watchdog();
          new Single(watchdog).beLookedAt();
          new Single(watchdog).beLookedAt();
        });
  }
}
