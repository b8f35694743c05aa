package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.TransferTimeoutException;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Pause;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.Starved;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import dev.sendfile.tck.fixture.Timing;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A target that takes no byte for too long ends the transfer; one that is merely slow does not. */
public interface TimeoutContract extends Sends {

  /**
   * The receiver has read one byte, and reads no more.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sendsAtOnce")
  @Keeps(Promise.CLOSE_ENDS_IT)
  default void aStalledReceiverIsGivenUpAfterTheTimeout(AtOnce<SendCase> cases) {
    checkTimeout(cases, UnaryOperator.identity(), Stalled.CONTENT);
  }

  /**
   * It may be stuck before the content.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sendsAtOnce")
  @Keeps(Promise.CLOSE_ENDS_IT)
  default void theHeaderIsWatchedToo(AtOnce<SendCase> cases) {
    checkTimeout(
        cases, it -> it.range(0, 10).header(ByteBuffer.wrap(Stalled.CONTENT)), Stalled.CONTENT);
  }

  /**
   * It may be stuck behind the content.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sendsAtOnce")
  @Keeps(Promise.CLOSE_ENDS_IT)
  default void theTrailerIsWatchedToo(AtOnce<SendCase> cases) {
    checkTimeout(
        cases,
        it -> it.range(0, 10).trailer(ByteBuffer.wrap(Stalled.CONTENT)),
        Content.join(Arrays.copyOf(Stalled.CONTENT, 10), Stalled.CONTENT));
  }

  private static void checkTimeout(
      AtOnce<SendCase> cases, UnaryOperator<TransferRequest> variation, byte[] expected) {
    Duration timeout = Duration.ofMillis(500);
    cases
        .where(it -> it.isFromPath() && it.isEndable())
        .each(
            it -> {
              try (Stalled stalled = Stalled.of(it)) {
                // at once: on a busy machine the time may be over before a byte has arrived
                Task<TransferResult> task =
                    it.start(
                        it.sendfile().withWriteTimeout(timeout),
                        variation.apply(stalled.request()));
                TransferTimeoutException failure =
                    task.awaitFailure(TransferTimeoutException.class);
                assertThat(task.took()).isGreaterThanOrEqualTo(timeout);
                Timing.check(task.took(), timeout.plus(Stalled.SOON));
                assertThat(failure).hasMessageContaining("took no byte for 0.5s");
                checkEnds(it.target(), stalled.line());
                stalled.checkAccount(failure, expected);
              }
            });
  }

  /** Of a channel that cannot be selected, nobody knows whether it had to be closed. */
  private static void checkEnds(TargetKind target, Line line) {
    if (target.isBlocking()) {
      assertThat(line.isTargetOpen()).as("only closing ends a blocked call").isFalse();
    } else if (target != TargetKind.CHANNEL_NON_BLOCKING) {
      assertThat(line.isTargetOpen()).as("nothing had to be closed").isTrue();
      assertThat(line.isModeUnchanged()).as("the target stays in its mode").isTrue();
    }
  }

  /**
   * All of it takes longer than the timeout.
   *
   * @param cases all of a strategy
   */
  @Execution(ExecutionMode.CONCURRENT)
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sendsAtOnce")
  @Keeps(Promise.NEVER_SPINS)
  default void aSlowReceiverIsNotTakenForADeadOne(AtOnce<SendCase> cases) {
    int size = 400_000;
    cases
        .where(it -> it.isFromPath() && it.isEndable())
        .each(
            it -> {
              try (Line line = it.target().openNarrow();
                  Receiver receiver = Receiver.slow(line, 160_000)) {
                TransferRequest request = line.to(TransferRequest.from(it.files().shared(size)));
                Duration timeout = Duration.ofMillis(1_500);
                Sendfile sendfile = it.sendfile().withWriteTimeout(timeout);
                TransferResult result =
                    Starved.unless(
                        timeout, () -> it.thread().call(() -> sendfile.transfer(request)));
                assertThat(result.bytes()).isEqualTo(size);
                line.finish();
                Bytes.check(receiver.awaitEnd(), Content.bytes(size));
              }
            });
  }

  /**
   * Nothing was accepted before: the count is exactly 0.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sendsAtOnce")
  @Keeps(Promise.EXACT_COUNT)
  default void aTargetThatIsFullFromTheStartTakesNothing(AtOnce<SendCase> cases) {
    cases
        .where(it -> it.isFromPath() && it.thread() == ThreadKind.PLATFORM)
        .where(it -> it.target().isSocketChannel() && it.target() != TargetKind.SOCKET_OF_CHANNEL)
        .each(
            it -> {
              try (Line line = it.target().openNarrow();
                  Receiver receiver = Receiver.stalled(line)) {
                int before = fill(line.target(SocketChannel.class));
                TransferRequest request = line.to(TransferRequest.from(it.files().shared(100_000)));
                Sendfile sendfile = it.sendfile().withWriteTimeout(Duration.ofMillis(100));
                TransferTimeoutException failure =
                    it.thread()
                        .start(() -> sendfile.transfer(request))
                        .awaitFailure(TransferTimeoutException.class);
                assertThat(failure.bytesTransferred()).isZero();
                assertThat(failure.bytesTransferredAtMost()).isZero();
                line.closeTarget();
                assertThat(receiver.awaitEnd()).hasSize(before);
              }
            });
  }

  /**
   * Until it takes no more for a while: TCP moves bytes on to the receiver's buffer now and then.
   */
  private static int fill(SocketChannel channel) throws Exception {
    boolean blocking = channel.isBlocking();
    channel.configureBlocking(false);
    int count = 0;
    for (int idle = 0; idle < 5; ) {
      int n = channel.write(ByteBuffer.allocate(1 << 16));
      count += n;
      idle = n == 0 ? idle + 1 : 0;
      Pause.of(Duration.ofMillis(n == 0 ? 20 : 0));
    }
    channel.configureBlocking(blocking);
    return count;
  }
}
