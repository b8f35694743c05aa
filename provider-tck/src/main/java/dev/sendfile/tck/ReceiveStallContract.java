package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.TransferResult;
import dev.sendfile.TransferTimeoutException;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Pause;
import dev.sendfile.tck.fixture.Starved;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import dev.sendfile.tck.fixture.Timing;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A sender that sends no more is waited for, at no cost, or given up after a timeout. */
public interface ReceiveStallContract extends Receives {

  /**
   * A source that has nothing is waited for, and not asked again and again.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("receivesAtOnce")
  @Keeps(Promise.NEVER_SPINS)
  default void aStallUsesNoProcessorAndAllIsWrittenAfterIt(AtOnce<ReceiveCase> cases) {
    cases
        .where(ReceiveCase::isIntoPath)
        .each(
            it -> {
              try (StalledReceive stalled = StalledReceive.of(it)) {
                Task<TransferResult> task = stalled.start();
                if (it.thread() == ThreadKind.PLATFORM) {
                  CpuTime.checkIdle(task.thread());
                }
                task.meanwhile(() -> stalled.feed().sendNow(StalledReceive.CONTENT));
                stalled.feed().end();
                assertThat(task.await().bytes()).isEqualTo(2 * StalledReceive.SIZE);
                Bytes.check(
                    Files.readAllBytes(stalled.file()),
                    Content.join(StalledReceive.CONTENT, StalledReceive.CONTENT));
              }
            });
  }

  /**
   * Only closing ends a blocked read; nothing else is closed.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("receivesAtOnce")
  @Keeps(Promise.CLOSE_ENDS_IT)
  default void aSenderThatStallsIsGivenUpAfterTheReadTimeout(AtOnce<ReceiveCase> cases) {
    Duration timeout = Duration.ofMillis(300);
    cases
        .where(ReceiveCase::isEndable)
        .each(
            it -> {
              try (StalledReceive stalled = StalledReceive.of(it)) {
                Task<TransferResult> task = stalled.start(it.sendfile().withReadTimeout(timeout));
                TransferTimeoutException failure =
                    task.awaitFailure(TransferTimeoutException.class);
                assertThat(task.took()).isGreaterThanOrEqualTo(timeout);
                Timing.check(task.took(), timeout.plus(Stalled.SOON));
                assertThat(failure).hasMessageContaining("gave no byte for 0.3s");
                assertThat(stalled.feed().isSourceOpen())
                    .as("only closing ends a blocked read")
                    .isEqualTo(!it.source().isBlocking());
                assertThat(stalled.feed().isModeUnchanged()).isTrue();
                stalled.checkAccount(failure);
              }
            });
  }

  /**
   * All of it takes longer than the timeout.
   *
   * @param cases all of a strategy
   */
  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("receivesAtOnce")
  @Keeps(Promise.NEVER_SPINS)
  default void aSlowSenderIsNotTakenForADeadOne(AtOnce<ReceiveCase> cases) {
    cases
        .where(ReceiveCase::isEndable)
        .each(
            it -> {
              try (StalledReceive stalled = StalledReceive.of(it)) {
                Duration timeout = Duration.ofMillis(900);
                TransferResult result =
                    Starved.unless(timeout, () -> receiveSlowly(it, stalled, timeout));
                assertThat(result.bytes()).isEqualTo(StalledReceive.SIZE + 4);
              }
            });
  }

  private static TransferResult receiveSlowly(
      ReceiveCase it, StalledReceive stalled, Duration timeout) throws Exception {
    Task<TransferResult> task = stalled.start(it.sendfile().withReadTimeout(timeout));
    task.meanwhile(
        () -> {
          for (int i = 1; i <= 4; i++) {
            Pause.of(timeout.dividedBy(3));
            stalled.feed().sendNow(new byte[] {1});
          }
        });
    stalled.feed().end();
    return task.await();
  }
}
