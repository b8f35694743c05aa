package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.TransferException;
import dev.sendfile.TransferInterruptedException;
import dev.sendfile.TransferResult;
import dev.sendfile.tck.fixture.SourceKind;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import dev.sendfile.tck.fixture.Timing;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Closing an end, or interrupting the thread, ends a blocked transfer with an account. */
public interface CloseContract extends Sends {

  /**
   * However deep in a call the strategy is.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sendsAtOnce")
  @Keeps(Promise.CLOSE_ENDS_IT)
  default void closingTheTargetEndsTheTransfer(AtOnce<SendCase> cases) {
    cases.each(
        it -> {
          try (Stalled stalled = Stalled.of(it)) {
            Task<TransferResult> task = stalled.start();
            long closedAt = System.nanoTime();
            stalled.line().closeTarget();
            TransferException failure = task.awaitFailure(TransferException.class);
            Timing.check(task.since(closedAt), Stalled.SOON);
            stalled.checkAccount(failure);
          }
        });
  }

  /**
   * A blocked target hides it until the next step.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sendsAtOnce")
  @Keeps(Promise.CLOSE_ENDS_IT)
  default void closingTheSourceEndsTheTransferAtTheNextStep(AtOnce<SendCase> cases) {
    cases
        .where(it -> it.source() != SourceKind.PATH)
        .each(
            it -> {
              try (Stalled stalled = Stalled.of(it)) {
                Task<TransferResult> task = stalled.start();
                stalled.opened().close();
                stalled.receiver().release();
                TransferException failure = task.awaitFailure(TransferException.class);
                assertThat(failure).hasMessageContainingAll("source", "closed");
                assertThat(failure.bytesTransferredAtMost() - failure.bytesTransferred())
                    .isBetween(0L, (long) it.mostStray());
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
  @MethodSource("sendsAtOnce")
  @Keeps(Promise.INTERRUPT_ENDS_IT)
  default void anInterruptEndsTheTransferAndKeepsTheFlag(AtOnce<SendCase> cases) {
    cases.each(
        it -> {
          try (Stalled stalled = Stalled.of(it)) {
            AtomicBoolean flag = new AtomicBoolean();
            Task<TransferResult> task =
                it.thread()
                    .start(
                        () -> {
                          try {
                            return it.sendfile().transfer(stalled.request());
                          } finally {
                            flag.set(Thread.currentThread().isInterrupted());
                          }
                        });
            stalled.settle(task);
            long interruptedAt = System.nanoTime();
            interrupt(task);
            if (it.target() == TargetKind.STREAM || it.target() == TargetKind.PLAIN_SOCKET) {
              stalled.receiver().release();
            }
            TransferInterruptedException failure =
                task.awaitFailure(TransferInterruptedException.class);
            Timing.check(task.since(interruptedAt), Stalled.SOON);
            assertThat(flag).as("the flag is kept").isTrue();
            stalled.checkAccount(failure);
          }
        });
  }

  /** On a thread of its own: where the strategy holds a carrier, it hangs whoever interrupts. */
  private static void interrupt(Task<TransferResult> task) throws Exception {
    ThreadKind.PLATFORM
        .start(
            () -> {
              task.thread().interrupt();
              return true;
            })
        .await();
  }

  /**
   * The flag is looked at before anything is.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sendsAtOnce")
  @Keeps(Promise.INTERRUPT_ENDS_IT)
  default void anInterruptBeforeTheFirstStepClosesNothing(AtOnce<SendCase> cases) {
    cases.each(
        it -> {
          try (Stalled stalled = Stalled.of(it)) {
            AtomicBoolean flag = new AtomicBoolean();
            Task<TransferResult> task =
                it.thread()
                    .start(
                        () -> {
                          Thread.currentThread().interrupt();
                          try {
                            return it.sendfile().transfer(stalled.request());
                          } finally {
                            flag.set(Thread.interrupted());
                          }
                        });
            TransferInterruptedException failure =
                task.awaitFailure(TransferInterruptedException.class);
            assertThat(flag).as("the flag is kept").isTrue();
            assertThat(failure.bytesTransferredAtMost()).isZero();
            checkEndsOpen(stalled);
            stalled.line().finish();
            assertThat(stalled.receiver().awaitEnd()).isEmpty();
          }
        });
  }

  /**
   * Who waits for readiness is woken without harm to anybody.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sendsAtOnce")
  @Keeps(Promise.INTERRUPT_ENDS_IT)
  default void anInterruptWhileItWaitsClosesNothingOfNonBlockingEnds(AtOnce<SendCase> cases) {
    cases
        .where(it -> !it.target().isBlocking())
        .each(
            it -> {
              try (Stalled stalled = Stalled.of(it)) {
                Task<TransferResult> task = stalled.start();
                stalled.awaitWaiting(task);
                task.thread().interrupt();
                TransferInterruptedException failure =
                    task.awaitFailure(TransferInterruptedException.class);
                checkEndsOpen(stalled);
                assertThat(failure.bytesTransferred()).isEqualTo(failure.bytesTransferredAtMost());
                stalled.checkAccount(failure);
              }
            });
  }

  private static void checkEndsOpen(Stalled stalled) throws Exception {
    assertThat(stalled.line().isTargetOpen()).as("the target stays open").isTrue();
    assertThat(stalled.opened().isUntouched()).as("the source channel is untouched").isTrue();
  }
}
