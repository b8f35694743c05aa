package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sendfile.Transfer;
import dev.sendfile.TransferCancelledException;
import dev.sendfile.TransferResult;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.SourceKind;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.Timing;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A transfer can be cancelled from any thread, at any time. */
public interface CancelContract extends Sends {

  /**
   * However deep in a call the strategy is.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sendsAtOnce")
  @Keeps(Promise.CLOSE_ENDS_IT)
  default void cancelEndsABlockedTransfer(AtOnce<SendCase> cases) {
    cases.each(
        it -> {
          try (Stalled stalled = Stalled.of(it);
              Transfer transfer = it.sendfile().open(stalled.request())) {
            Task<TransferResult> task = it.thread().start(transfer::run);
            stalled.settle(task);
            long cancelledAt = System.nanoTime();
            transfer.cancel();
            if (it.target() == TargetKind.STREAM) {
              stalled.receiver().release(); // nothing else ends a blocked stream
            }
            TransferCancelledException failure =
                task.awaitFailure(TransferCancelledException.class);
            Timing.check(task.since(cancelledAt), Stalled.SOON);
            if (!it.target().isBlocking()) {
              assertThat(stalled.opened().isUntouched()).as("the source is untouched").isTrue();
              assertThat(stalled.line().isTargetOpen()).as("the target stays open").isTrue();
            }
            assertThat(transfer.bytesTransferred()).isEqualTo(failure.bytesTransferred());
            stalled.checkAccount(failure);
          }
        });
  }

  /**
   * A session that is opened has moved nothing yet.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sendsAtOnce")
  @Keeps(Promise.OPEN_MOVES_NOTHING)
  default void cancelledBeforeItRunsItMovesNothingAndClosesNothing(AtOnce<SendCase> cases) {
    cases.each(
        it -> {
          try (Line line = it.target().open();
              SourceKind.Opened opened = it.source().open(it.files().shared(300_000));
              Receiver receiver = Receiver.eager(line);
              Transfer transfer = it.sendfile().open(it.request(opened, line))) {
            transfer.cancel();
            TransferCancelledException failure =
                it.thread().start(transfer::run).awaitFailure(TransferCancelledException.class);
            assertThat(failure.bytesTransferredAtMost()).isZero();
            assertThat(line.isTargetOpen()).as("the target stays open").isTrue();
            assertThat(opened.isUntouched()).as("the source is untouched").isTrue();
            line.finish();
            assertThat(receiver.awaitEnd()).isEmpty();
          }
        });
  }

  /**
   * A handle that may be cancelled takes smaller steps.
   *
   * @param it the case
   * @throws Exception if a transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sends")
  @Keeps(Promise.ALL_IN_ORDER)
  default void aTransferThatIsNotCancelledEndsAsUsual(SendCase it) throws Exception {
    int size = 300_000;
    try (Line line = it.target().open();
        SourceKind.Opened opened = it.source().open(it.files().shared(size));
        Receiver receiver = Receiver.eager(line);
        Transfer transfer = it.sendfile().open(it.request(opened, line))) {
      assertThat(it.thread().call(transfer::run).bytes()).isEqualTo(size);
      transfer.cancel();
      assertThat(transfer.bytesTransferred()).isEqualTo(size);
      assertThat(line.isTargetOpen()).as("a cancel after the end closes nothing").isTrue();
      assertThatIllegalStateException().isThrownBy(transfer::run).withMessageContaining("new one");
      line.finish();
      Bytes.check(receiver.awaitEnd(), Content.bytes(size));
    }
  }

  /**
   * A handle that is closed has touched nothing.
   *
   * @param it the case
   * @throws Exception if a transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sends")
  @Keeps(Promise.ENDS_LEFT_OPEN)
  default void closedWithoutBeingRunItCannotBeRun(SendCase it) throws Exception {
    try (Line line = it.target().open();
        SourceKind.Opened opened = it.source().open(it.files().shared(42))) {
      Transfer transfer = it.sendfile().open(it.request(opened, line));
      transfer.close();
      transfer.close();
      assertThatIllegalStateException().isThrownBy(transfer::run);
      assertThat(opened.isUntouched()).as("the source is untouched").isTrue();
      assertThat(line.isTargetOpen()).as("the target stays open").isTrue();
    }
  }
}
