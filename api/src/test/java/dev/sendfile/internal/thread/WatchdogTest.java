package dev.sendfile.internal.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
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
  void theThreadLooksWhileThereIsSomethingAndEndsSoonAfter() throws IOException {
    watchdog.watch(watched);
    await().atMost(Duration.ofMinutes(1)).until(() -> looks.get() > 3);
    watchdog.unwatch(watched);

    await().atMost(Duration.ofMinutes(1)).until(() -> threads() == 0);
  }

  @Test
  void itStartsAgain() throws IOException {
    for (int i = 1; i <= 3; i++) {
      int already = looks.get();
      watchdog.watch(watched);
      await().atMost(Duration.ofMinutes(1)).until(() -> looks.get() > already);
      watchdog.unwatch(watched);
      await().atMost(Duration.ofMinutes(1)).until(() -> threads() == 0);
    }
  }

  /** Out of memory, as a rule, which may be over a moment later. */
  @Test
  void whateverIsThrownItGoesOn() throws IOException {
    AtomicInteger thrown = new AtomicInteger();
    Watchdog.Watched broken =
        now -> {
          if (thrown.incrementAndGet() % 2 == 0) {
            throw new IllegalStateException("of a test");
          }
          throw new OutOfMemoryError("of a test");
        };
    watchdog.watch(broken);
    watchdog.watch(watched);
    await().atMost(Duration.ofMinutes(1)).until(() -> thrown.get() > 3 && looks.get() > 3);
    watchdog.unwatch(broken);
    watchdog.unwatch(watched);
  }

  @Test
  void oneThatIsAskedAndDoesNotAnswerHoldsNobodyUp() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger stuck = new AtomicInteger();
    AtomicInteger answers = new AtomicInteger();
    Watchdog.Asked silent =
        () -> {
          stuck.incrementAndGet();
          try {
            never.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        };
    Watchdog.Asked talking = answers::incrementAndGet;
    watchdog.inquire(silent);
    watchdog.inquire(talking);
    watchdog.watch(watched);

    await().atMost(Duration.ofMinutes(1)).until(() -> stuck.get() > 0);
    int before = answers.get();
    await().atMost(Duration.ofMinutes(1)).until(() -> answers.get() > before + 3);
    assertThat(stuck).as("it is not asked again").hasValue(1);
    await().atMost(Duration.ofMinutes(1)).until(() -> watchdog.hung() == 1);

    never.countDown();
    watchdog.inquireNoMore(talking);
    watchdog.unwatch(watched);
    await().atMost(Duration.ofMinutes(1)).until(() -> watchdog.hung() == 0);
  }
}
