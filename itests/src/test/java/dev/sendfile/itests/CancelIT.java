package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sendfile.Transfer;
import dev.sendfile.TransferCancelledException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.SourceKind;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.Task;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A transfer can be cancelled from any thread, at any time. */
@Execution(ExecutionMode.CONCURRENT)
class CancelIT {

  private static final String ALL = "dev.sendfile.itests.Case#all";

  @TempDir static Path folder;

  @ParameterizedTest
  @MethodSource(ALL)
  void cancelEndsABlockedTransfer(Case it) throws Exception {
    try (Stalled stalled = Stalled.of(it);
        Transfer transfer = it.sendfile().open(stalled.request())) {
      Task<TransferResult> task = it.thread().start(transfer::run);
      stalled.settle();
      long cancelledAt = System.nanoTime();
      transfer.cancel();
      if (it.target() == TargetKind.STREAM) {
        stalled.receiver().release(); // nothing else ends a blocked stream
      }
      TransferCancelledException failure =
          task.awaitFailure(TransferCancelledException.class, Duration.ofSeconds(5));
      assertThat(Duration.ofNanos(task.endedAt() - cancelledAt)).isLessThan(Stalled.SOON);
      if (!it.target().isBlocking()) {
        assertThat(stalled.opened().isUntouched()).isTrue();
        assertThat(stalled.line().isTargetOpen()).isTrue();
      }
      assertThat(transfer.bytesTransferred()).isEqualTo(failure.bytesTransferred());
      stalled.checkAccount(failure);
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void cancelledBeforeItRunsItMovesNothingAndClosesNothing(Case it) throws Exception {
    try (Stalled stalled = Stalled.of(it);
        Transfer transfer = it.sendfile().open(stalled.request())) {
      transfer.cancel();
      TransferCancelledException failure =
          it.thread()
              .start(transfer::run)
              .awaitFailure(TransferCancelledException.class, Duration.ofSeconds(5));
      assertThat(failure.bytesTransferredAtMost()).isZero();
      assertThat(stalled.line().isTargetOpen()).isTrue();
      assertThat(stalled.opened().isUntouched()).isTrue();
      stalled.line().finish();
      assertThat(stalled.receiver().awaitEnd()).isEmpty();
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aTransferThatIsNotCancelledEndsAsUsual(Case it) throws Exception {
    int size = 300_000;
    try (Line line = it.target().open();
        SourceKind.Opened opened = it.source().open(Content.file(folder, size));
        Receiver receiver = Receiver.eager(line);
        Transfer transfer = it.sendfile().open(it.request(opened, line))) {
      assertThat(it.thread().call(transfer::run).bytes()).isEqualTo(size);
      transfer.cancel();
      assertThat(transfer.bytesTransferred()).isEqualTo(size);
      assertThat(line.isTargetOpen()).as("a cancel after the end closes nothing").isTrue();
      assertThatIllegalStateException().isThrownBy(transfer::run).withMessageContaining("new one");
      line.finish();
      assertThat(receiver.awaitEnd()).isEqualTo(Content.bytes(size));
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void closedWithoutBeingRunItCannotBeRun(Case it) throws Exception {
    try (Line line = it.target().open();
        SourceKind.Opened opened = it.source().open(Content.file(folder, 10))) {
      TransferRequest request = it.request(opened, line);
      Transfer transfer = it.sendfile().open(request);
      transfer.close();
      transfer.close();
      assertThatIllegalStateException().isThrownBy(transfer::run);
      assertThat(opened.isUntouched()).isTrue();
      assertThat(line.isTargetOpen()).isTrue();
    }
  }
}
