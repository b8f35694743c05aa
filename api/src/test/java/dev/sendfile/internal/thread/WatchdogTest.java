package dev.sendfile.internal.thread;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** When the watchdog's thread lives. */
class WatchdogTest {

  private final Watchdog watchdog = new Watchdog();
  private final AtomicInteger looks = new AtomicInteger();
  private final Watchdog.Watched watched = now -> looks.incrementAndGet();

  /** Those of other tests have ended. */
  @BeforeEach
  void awaitSilence() {
    await().atMost(Duration.ofMinutes(1)).until(() -> threads() == 0);
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(it -> it.getName().equals("sendfile-watchdog"))
        .count();
  }

  @Test
  void theThreadLooksWhileThereIsSomethingAndEndsSoonAfter() {
    watchdog.watch(watched);
    await().atMost(Duration.ofMinutes(1)).until(() -> looks.get() > 3);
    watchdog.unwatch(watched);

    await().atMost(Duration.ofMinutes(1)).until(() -> threads() == 0);
  }

  @Test
  void itStartsAgain() {
    for (int i = 1; i <= 3; i++) {
      int already = looks.get();
      watchdog.watch(watched);
      await().atMost(Duration.ofMinutes(1)).until(() -> looks.get() > already);
      watchdog.unwatch(watched);
      await().atMost(Duration.ofMinutes(1)).until(() -> threads() == 0);
    }
  }
}
