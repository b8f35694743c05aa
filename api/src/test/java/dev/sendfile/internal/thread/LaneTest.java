package dev.sendfile.internal.thread;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls that never return cost nobody else anything, as long as there are threads. */
class LaneTest {

  private static final int MOST = 3;
  private static final int MOST_HUNG = 2;

  private final Lane lane = new Lane("lane-of-test", MOST, MOST_HUNG);
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

  @Test
  void oneThatHangsHoldsNobodyUp() {
    lane.run(hanging("a"));
    lane.run(quick());

    await().atMost(Duration.ofMinutes(1)).until(() -> done.get() == 1);
  }

  private void hang(int calls) {
    for (int i = 0; i < calls; i++) {
      lane.run(hanging("hanging " + i));
    }
  }

  private void awaitHung(int calls) {
    await().atMost(Duration.ofMinutes(1)).until(() -> lane.countHung() == calls);
  }

  @Test
  void oneThatIsFoundToHangGivesItsPlaceUp() {
    hang(MOST);
    assertThat(lane.run(quick())).as("a thread is free").isFalse();
    lane.tend();
    assertThat(done).as("they may all return in a moment").hasValue(0);
    awaitHung(MOST);

    lane.tend();

    await().atMost(Duration.ofMinutes(1)).until(() -> done.get() == 1);
    assertThat(lane.run(quick())).as("a thread is free").isTrue();
    await().atMost(Duration.ofMinutes(1)).until(() -> done.get() == 2);
  }

  @Test
  void aCallAfterThatWaitsForNobody() {
    hang(MOST);
    awaitHung(MOST);

    assertThat(lane.run(quick())).as("a thread is free").isTrue();

    await().atMost(Duration.ofMinutes(1)).until(() -> done.get() == 1);
  }

  @Test
  void whenAsManyHangAsMayOthersWaitAndAreServedLater() {
    hang(MOST);
    awaitHung(MOST);
    hang(MOST_HUNG);
    awaitHung(MOST + MOST_HUNG);

    assertThat(lane.run(quick())).as("a thread is free").isFalse();
    lane.tend();
    assertThat(lane.isFull()).isTrue();
    assertThat(lane.hung()).startsWith("5, for example ").contains("hanging 0");
    assertThat(done).hasValue(0);
    assertThat(threads()).isEqualTo(MOST + MOST_HUNG);

    never.countDown();
    await().atMost(Duration.ofMinutes(1)).until(() -> done.get() == 1);
    assertThat(lane.countHung()).isZero();
    assertThat(lane.isFull()).isFalse();
  }

  @Test
  void whatIsThrownTakesNoThreadWithIt() {
    for (int i = 0; i < 2 * MOST; i++) {
      lane.run(
          new Named(
              "broken",
              () -> {
                throw new StackOverflowError("of a test");
              }));
    }
    lane.run(quick());

    await().atMost(Duration.ofMinutes(1)).until(() -> done.get() == 1);
  }

  @Test
  void threadsEndWhenThereIsNothingToDo() {
    lane.run(quick());
    await().atMost(Duration.ofMinutes(1)).until(() -> done.get() == 1);
    await().atMost(Duration.ofMinutes(1)).until(() -> threads() == 0);
    lane.run(quick());
    await().atMost(Duration.ofMinutes(1)).until(() -> done.get() == 2);
  }
}
