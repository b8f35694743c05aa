package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.TransferException;
import dev.sendfile.TransferInterruptedException;
import dev.sendfile.TransferResult;
import dev.sendfile.tck.fixture.SourceKind;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Closing an end, or interrupting the thread, ends a blocked transfer with an account. */
@Execution(ExecutionMode.CONCURRENT)
class CloseIT {

  private static final String ALL = "dev.sendfile.itests.Case#all";
  private static final String ALL_BUT_STREAMS = "dev.sendfile.itests.Case#endableFromBothSources";

  @ParameterizedTest
  @MethodSource(ALL)
  void closingTheTargetEndsTheTransfer(Case it) throws Exception {
    try (Stalled stalled = Stalled.of(it)) {
      Task<TransferResult> task = stalled.start();
      long closedAt = System.nanoTime();
      stalled.line().closeTarget();
      TransferException failure = task.awaitFailure(TransferException.class, Duration.ofSeconds(5));
      assertThat(Duration.ofNanos(task.endedAt() - closedAt)).isLessThan(Stalled.SOON);
      stalled.checkAccount(failure);
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void closingTheSourceEndsTheTransferAtTheNextStep(Case it) throws Exception {
    if (it.source() == SourceKind.PATH) {
      return; // nobody but the engine can close it
    }
    try (Stalled stalled = Stalled.of(it)) {
      Task<TransferResult> task = stalled.start();
      stalled.opened().close();
      stalled.receiver().release();
      TransferException failure = task.awaitFailure(TransferException.class, Duration.ofSeconds(5));
      assertThat(failure).hasMessageContaining("source").hasMessageContaining("closed");
      assertThat(failure.bytesTransferredAtMost() - failure.bytesTransferred())
          .isBetween(0L, (long) it.mostStray());
      stalled.checkAccount(failure);
    }
  }

  /** A plain socket and a stream can be interrupted on virtual threads only. */
  @ParameterizedTest
  @MethodSource(ALL)
  void anInterruptEndsTheTransferAndKeepsTheFlag(Case it) throws Exception {
    boolean deaf = it.target() == TargetKind.STREAM || it.target() == TargetKind.PLAIN_SOCKET;
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
      stalled.settle();
      long interruptedAt = System.nanoTime();
      Task<Void> interrupt =
          ThreadKind.PLATFORM.start(
              () -> {
                task.thread().interrupt();
                return null;
              });
      interrupt.await(Duration.ofSeconds(5));
      if (deaf) {
        stalled.receiver().release();
      }
      TransferInterruptedException failure =
          task.awaitFailure(TransferInterruptedException.class, Duration.ofSeconds(5));
      assertThat(Duration.ofNanos(task.endedAt() - interruptedAt)).isLessThan(Stalled.SOON);
      assertThat(flag).as("the flag is kept").isTrue();
      stalled.checkAccount(failure);
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void anInterruptBeforeTheFirstStepClosesNothing(Case it) throws Exception {
    try (Stalled stalled = Stalled.of(it)) {
      Task<TransferInterruptedException> task =
          it.thread()
              .start(
                  () -> {
                    Thread.currentThread().interrupt();
                    try {
                      it.sendfile().transfer(stalled.request());
                      throw new AssertionError("it was not interrupted");
                    } catch (TransferInterruptedException e) {
                      assertThat(Thread.interrupted()).isTrue();
                      return e;
                    }
                  });
      TransferInterruptedException failure = task.await();
      assertThat(failure.bytesTransferredAtMost()).isZero();
      assertThat(stalled.line().isTargetOpen()).isTrue();
      assertThat(stalled.opened().isUntouched()).isTrue();
      stalled.line().finish();
      assertThat(stalled.receiver().awaitEnd()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource(ALL_BUT_STREAMS)
  void anInterruptWhileItWaitsClosesNothingOfNonBlockingEnds(Case it) throws Exception {
    if (it.target().isBlocking()) {
      return;
    }
    try (Stalled stalled = Stalled.of(it)) {
      Task<TransferResult> task = stalled.start();
      task.thread().interrupt();
      TransferInterruptedException failure =
          task.awaitFailure(TransferInterruptedException.class, Duration.ofSeconds(5));
      assertThat(stalled.line().isTargetOpen()).isTrue();
      assertThat(stalled.opened().isUntouched()).isTrue();
      assertThat(failure.bytesTransferred()).isEqualTo(failure.bytesTransferredAtMost());
      stalled.checkAccount(failure);
    }
  }
}
