package dev.sendfile.internal.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that never return cost nobody else anything; who begins anew is told of many. */
class LaneTest {

  private static final int MOST_HUNG = 3;
  private static final Duration ONE_MILLI = Duration.ofMillis(1);

  private final Lane lane = new Lane("lane-of-test", MOST_HUNG);
  private final CountDownLatch never = new CountDownLatch(1);
  private final AtomicInteger done = new AtomicInteger();

  private record Named(String describe, Runnable call) implements Closers.Call {
    @Override
    public void run() {
      call.run();
    }
  }

  @AfterEach
  void release() {
    never.countDown();
  }

  private Closers.Call hanging(String name) {
    return new Named(
        name,
        () -> {
          boolean released = false;
          while (!released) {
            try {
              never.await();
              released = true;
            } catch (InterruptedException e) {
              released = false; // whoever hangs in somebody else's code may not even notice
            }
          }
        });
  }

  private Closers.Call quick() {
    return new Named("quick", done::incrementAndGet);
  }

  private static long threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(it -> it.getName().equals("lane-of-test"))
        .count();
  }

  private static boolean allWait() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(it -> it.getName().equals("lane-of-test"))
        .allMatch(it -> it.getState() == Thread.State.TIMED_WAITING);
  }

  private void hang(int calls) {
    for (int i = 0; i < calls; i++) {
      lane.run(hanging("hanging " + i));
    }
  }

  private void awaitHung(int calls) {
    await().atMost(Duration.ofMinutes(1)).until(() -> lane.countHung() == calls);
  }

  private void awaitDone(int calls) {
    await().pollInterval(ONE_MILLI).atMost(Duration.ofMinutes(1)).until(() -> done.get() == calls);
  }

  /** None of them is known to hang yet. */
  @Test
  void aCallBehindManyThatHangHasAThreadAtOnce() {
    hang(10 * MOST_HUNG);
    lane.run(quick());

    awaitDone(1);
  }

  @Test
  void whoAsksAheadIsToldWhenTooManyHang() throws Exception {
    hang(MOST_HUNG - 1);
    awaitHung(MOST_HUNG - 1);
    lane.requireRoom();
    hang(1);
    awaitHung(MOST_HUNG);

    assertThatThrownBy(lane::requireRoom)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "there is no thread for that, since too many are stuck: 3, for example ")
        .hasMessageContaining("hanging 0");
    lane.run(quick());
    awaitDone(1);

    never.countDown();
    awaitHung(0);
    lane.requireRoom();
  }

  @Test
  void aThreadThatIsIdleIsUsedAgain() {
    for (int i = 1; i <= 100; i++) {
      lane.run(quick());
      awaitDone(i);
      await().pollInterval(ONE_MILLI).atMost(Duration.ofMinutes(1)).until(LaneTest::allWait);
    }
    assertThat(threads()).isLessThan(50);
  }

  @Test
  void whatIsThrownTakesNoThreadWithIt() {
    for (int i = 0; i < 10; i++) {
      lane.run(
          new Named(
              "broken",
              () -> {
                throw new StackOverflowError("of a test");
              }));
    }
    lane.run(quick());

    awaitDone(1);
  }

  @Test
  void threadsEndWhenThereIsNothingToDo() {
    lane.run(quick());
    awaitDone(1);
    await().atMost(Duration.ofMinutes(1)).until(() -> threads() == 0);
    lane.run(quick());
    awaitDone(2);
  }
}
