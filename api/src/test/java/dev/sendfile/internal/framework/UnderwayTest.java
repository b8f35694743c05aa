package dev.sendfile.internal.framework;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class UnderwayTest {

  private final Underway underway = new Underway();

  /** A transfer that ends when its end is closed, or never. */
  private static class Blocked implements Underway.Stoppable {
    private volatile int unblocked;

    @Override
    public boolean mayBlock() {
      return true;
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // by one thread
    public void unblock() {
      unblocked++;
    }
  }

  /** A transfer of an event loop. */
  private static final class Advanced implements Underway.Stoppable {
    @Override
    public boolean mayBlock() {
      return false;
    }

    @Override
    public void unblock() {
      throw new AssertionError("nothing of it is blocked");
    }
  }

  private static Thread start(Runnable task) {
    Thread thread = new Thread(task);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void awaitEnd(Thread thread) {
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> !thread.isAlive());
  }

  @Test
  void theEndOfABlockedTransferIsClosedAndOfOthersNot() {
    Blocked blocked = new Blocked();
    Blocked done = new Blocked();
    underway.begun(blocked);
    underway.begun(done);
    underway.begun(new Advanced());
    assertThat(underway.over(done)).isTrue();

    underway.close();

    assertThat(blocked.unblocked).isEqualTo(1);
    assertThat(done.unblocked).isZero();
    assertThat(underway.over(blocked)).as("no end was closed").isFalse();
  }

  @Test
  void whoEndsByItselfInTimeIsLeftAlone() {
    Blocked transfer = new Blocked();
    underway.begun(transfer);
    Thread closing = start(underway::close);
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(1))
        .until(() -> underway.stops(transfer));
    underway.ended(transfer);
    awaitEnd(closing);

    assertThat(transfer.unblocked).isZero();
  }

  /** A channel of the user's may well wait in close() for those who write to it. */
  @Test
  void anEndMayWaitForItsTransferWhenItIsClosed() {
    Blocked transfer =
        new Blocked() {
          @Override
          public void unblock() {
            awaitEnd(start(() -> underway.ended(this)));
            super.unblock();
          }
        };
    underway.begun(transfer);

    underway.close();

    assertThat(transfer.unblocked).isEqualTo(1);
  }

  @Test
  void whoWasUnderWayStopsAlsoWhenTheLibraryIsBackBeforeItsThread() {
    Advanced advanced = new Advanced();
    Blocked blocked = new Blocked();
    underway.begun(advanced);
    underway.begun(blocked);
    underway.close();
    underway.open();
    Advanced later = new Advanced();
    underway.begun(later);

    assertThat(underway.stops(advanced)).isTrue();
    assertThat(underway.over(blocked)).isFalse();
    assertThat(underway.stops(blocked)).as("its end was closed").isTrue();
    assertThat(underway.stops(later)).isFalse();
    underway.ended(blocked);
    assertThat(underway.stops(blocked)).as("nothing is left of it").isFalse();
  }

  /** Else its end would be closed though its owner was told that all is well. */
  @Test
  void whoIsOverWhileItIsLookedAtIsLeftAlone() {
    AtomicInteger looks = new AtomicInteger();
    Blocked transfer =
        new Blocked() {
          @Override
          public boolean mayBlock() {
            // not as long as others wait for it, and then the very moment before its end is closed
            return looks.incrementAndGet() > 2 && underway.over(this);
          }
        };
    underway.begun(transfer);

    underway.close();

    assertThat(looks).hasValue(3);
    assertThat(transfer.unblocked).isZero();
    assertThat(underway.over(transfer)).isTrue();
  }
}
