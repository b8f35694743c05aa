package dev.sendfile.internal.thread;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When the watchdog's thread lives. */
class WatchdogTest {

  private final Watchdog watchdog = new Watchdog();
  private final AtomicInteger looks = new AtomicInteger();
  private final Watchdog.Watched watched = now -> looks.incrementAndGet();

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(it -> it.getName().equals("sendfile-watchdog"))
        .count();
  }

  @Test
  void theThreadLooksWhileThereIsSomethingAndEndsSoonAfter() {
    long before = threads();

    watchdog.watch(watched);
    await().atMost(Duration.ofSeconds(5)).until(() -> looks.get() > 3);
    watchdog.unwatch(watched);

    await().atMost(Duration.ofSeconds(5)).until(() -> threads() == before);
  }

  @Test
  void itStartsAgain() {
    long before = threads();
    for (int i = 1; i <= 3; i++) {
      int already = looks.get();
      watchdog.watch(watched);
      await().atMost(Duration.ofSeconds(5)).until(() -> looks.get() > already);
      watchdog.unwatch(watched);
      await().atMost(Duration.ofSeconds(5)).until(() -> threads() == before);
    }
  }
}
