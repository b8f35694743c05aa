package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.Transfer;
import dev.sendfile.TransferCancelledException;
import dev.sendfile.TransferException;
import dev.sendfile.TransferInterruptedException;
import dev.sendfile.TransferResult;
import dev.sendfile.tck.fixture.FeedKind;
import dev.sendfile.tck.fixture.FileTargetKind;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import dev.sendfile.tck.fixture.Timing;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A receive whose sender sends no more is ended by closing either end, by an interrupt and by a
 * cancel, soon and with an exact count.
 */
public interface ReceiveEndsContract extends Receives {

  /**
   * However deep in a call the strategy is.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("receivesAtOnce")
  @Keeps(Promise.CLOSE_ENDS_IT)
  default void closingTheSourceEndsTheReceive(AtOnce<ReceiveCase> cases) {
    cases
        .where(ReceiveCase::isIntoPath)
        .each(
            it -> {
              try (StalledReceive stalled = StalledReceive.of(it)) {
                Task<TransferResult> task = stalled.start();
                long closedAt = System.nanoTime();
                stalled.feed().closeSource();
                TransferException failure = ended(task, TransferException.class, closedAt);
                assertThat(failure).hasMessageContaining("source");
                stalled.checkAccount(failure);
              }
            });
  }

  /**
   * Nothing but its owner ends a read from a stream: that one notices at the next byte.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("receivesAtOnce")
  @Keeps(Promise.CLOSE_ENDS_IT)
  default void closingTheFileEndsTheReceive(AtOnce<ReceiveCase> cases) {
    cases
        .where(it -> it.target() == FileTargetKind.CHANNEL_AT_POSITION)
        .each(
            it -> {
              try (StalledReceive stalled = StalledReceive.of(it)) {
                Task<TransferResult> task = stalled.start();
                long closedAt = System.nanoTime();
                stalled.opened().close();
                if (it.source() == FeedKind.STREAM) {
                  stalled.feed().sendNow(new byte[1]);
                }
                TransferException failure = ended(task, TransferException.class, closedAt);
                assertThat(failure).hasMessageContainingAll("target", "closed");
                stalled.checkAccount(failure);
              }
            });
  }

  /**
   * A plain socket and a stream can be interrupted on virtual threads only.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("receivesAtOnce")
  @Keeps(Promise.INTERRUPT_ENDS_IT)
  default void anInterruptEndsTheReceiveAndKeepsTheFlag(AtOnce<ReceiveCase> cases) {
    cases
        .where(ReceiveCase::isIntoPath)
        .each(
            it -> {
              boolean deaf = it.source().isDeafToInterrupts() && it.thread() == ThreadKind.PLATFORM;
              try (StalledReceive stalled = StalledReceive.of(it)) {
                AtomicBoolean flag = new AtomicBoolean();
                Task<TransferResult> task =
                    stalled.settle(
                        () -> {
                          try {
                            return it.sendfile().transfer(stalled.request());
                          } finally {
                            flag.set(Thread.currentThread().isInterrupted());
                          }
                        });
                long interruptedAt = System.nanoTime();
                task.thread().interrupt();
                if (deaf) {
                  stalled.feed().sendNow(new byte[1]);
                }
                TransferInterruptedException failure =
                    ended(task, TransferInterruptedException.class, interruptedAt);
                assertThat(flag).as("the flag is kept").isTrue();
                checkSourceOpen(it, stalled);
                if (!deaf) {
                  stalled.checkAccount(failure);
                }
              }
            });
  }

  /**
   * Nothing else than its owner ends a blocked stream: that one notices at the next byte.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("receivesAtOnce")
  @Keeps(Promise.CLOSE_ENDS_IT)
  default void cancelEndsTheReceive(AtOnce<ReceiveCase> cases) {
    cases
        .where(ReceiveCase::isIntoPath)
        .each(
            it -> {
              try (StalledReceive stalled = StalledReceive.of(it);
                  Transfer transfer = it.sendfile().open(stalled.request())) {
                Task<TransferResult> task = stalled.settle(transfer::run);
                assertThat(transfer.bytesTransferred()).isEqualTo(StalledReceive.SIZE);
                long cancelledAt = System.nanoTime();
                transfer.cancel();
                if (it.source() == FeedKind.STREAM) {
                  stalled.feed().sendNow(new byte[1]);
                }
                TransferCancelledException failure =
                    ended(task, TransferCancelledException.class, cancelledAt);
                checkSourceOpen(it, stalled);
                if (it.source() != FeedKind.STREAM) {
                  stalled.checkAccount(failure);
                }
              }
            });
  }

  private static <X extends TransferException> X ended(
      Task<TransferResult> task, Class<X> type, long begunAt) {
    X failure = task.awaitFailure(type);
    Timing.check(task.since(begunAt), Stalled.SOON);
    return failure;
  }

  private static void checkSourceOpen(ReceiveCase it, StalledReceive stalled) {
    if (!it.source().isBlocking()) {
      assertThat(stalled.feed().isSourceOpen()).as("nothing had to be closed").isTrue();
    }
  }
}
