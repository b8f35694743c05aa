package dev.sendfile.itests;

import static dev.sendfile.tck.fixture.Content.join;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.TransferTimeoutException;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.SourceKind;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.Task;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A target that takes no byte for too long ends the transfer; one that is merely slow does not. */
@Execution(ExecutionMode.CONCURRENT)
class TimeoutIT {

  private static final String ENDABLE = "dev.sendfile.itests.Case#endable";
  private static final Duration TIMEOUT = Duration.ofMillis(300);

  @TempDir static Path folder;

  @ParameterizedTest
  @MethodSource(ENDABLE)
  void aStalledReceiverIsGivenUpAfterTheTimeout(Case it) throws Exception {
    try (Stalled stalled = Stalled.of(it)) {
      Task<TransferResult> task =
          stalled.start(it.sendfile().withWriteTimeout(TIMEOUT), stalled.request());
      checkTimeout(it, stalled, task, Stalled.CONTENT);
    }
  }

  @ParameterizedTest
  @MethodSource(ENDABLE)
  void theHeaderIsWatchedToo(Case it) throws Exception {
    try (Stalled stalled = Stalled.of(it)) {
      TransferRequest request =
          stalled.request().range(0, 10).header(ByteBuffer.wrap(Stalled.CONTENT));
      Task<TransferResult> task = stalled.start(it.sendfile().withWriteTimeout(TIMEOUT), request);
      checkTimeout(it, stalled, task, Stalled.CONTENT);
    }
  }

  @ParameterizedTest
  @MethodSource(ENDABLE)
  void theTrailerIsWatchedToo(Case it) throws Exception {
    try (Stalled stalled = Stalled.of(it)) {
      TransferRequest request =
          stalled.request().range(0, 10).trailer(ByteBuffer.wrap(Stalled.CONTENT));
      Task<TransferResult> task = stalled.start(it.sendfile().withWriteTimeout(TIMEOUT), request);
      checkTimeout(
          it, stalled, task, join(java.util.Arrays.copyOf(Stalled.CONTENT, 10), Stalled.CONTENT));
    }
  }

  private static void checkTimeout(
      Case it, Stalled stalled, Task<TransferResult> task, byte[] expected) throws Exception {
    TransferTimeoutException failure =
        task.awaitFailure(TransferTimeoutException.class, Duration.ofSeconds(5));
    assertThat(task.took()).isBetween(TIMEOUT, TIMEOUT.plus(Stalled.SOON));
    assertThat(failure).hasMessageContaining("took no byte for 0.3s");
    if (it.target().isBlocking()) {
      assertThat(stalled.line().isTargetOpen()).as("only closing ends a blocked call").isFalse();
    } else if (it.target() != TargetKind.CHANNEL_NON_BLOCKING) {
      assertThat(stalled.line().isTargetOpen()).as("nothing had to be closed").isTrue();
      assertThat(stalled.line().isModeUnchanged()).isTrue();
    }
    stalled.checkAccount(failure, expected);
  }

  @ParameterizedTest
  @MethodSource(ENDABLE)
  void aSlowReceiverIsNotTakenForADeadOne(Case it) throws Exception {
    int size = 400_000;
    try (Line line = it.target().openNarrow();
        Receiver receiver = Receiver.slow(line, 160_000)) {
      TransferRequest request = line.to(TransferRequest.from(Content.file(folder, size)));
      // all of it takes longer; a starved test machine does not
      Sendfile sendfile = it.sendfile().withWriteTimeout(Duration.ofMillis(1_500));
      assertThat(it.thread().call(() -> sendfile.transfer(request)).bytes()).isEqualTo(size);
      line.finish();
      assertThat(receiver.awaitEnd()).isEqualTo(Content.bytes(size));
    }
  }

  /** Nothing was accepted before: the count is exactly 0. */
  @ParameterizedTest
  @EnumSource(
      value = TargetKind.class,
      names = {"TCP_BLOCKING", "TCP_NON_BLOCKING", "UNIX_BLOCKING", "UNIX_NON_BLOCKING"})
  void aTargetThatIsFullFromTheStartTakesNothing(TargetKind target) throws Exception {
    for (Case it : Case.onPlatformThreads()) {
      if (it.target() == target) {
        try (Line line = target.openNarrow();
            Receiver receiver = Receiver.stalled(line)) {
          int before = fill(line.target(SocketChannel.class), target.isBlocking());
          TransferRequest request = line.to(TransferRequest.from(Content.file(folder, 100_000)));
          Sendfile sendfile = it.sendfile().withWriteTimeout(Duration.ofMillis(100));
          TransferTimeoutException failure =
              it.thread()
                  .start(() -> sendfile.transfer(request))
                  .awaitFailure(TransferTimeoutException.class, Duration.ofSeconds(5));
          assertThat(failure.bytesTransferred()).isZero();
          assertThat(failure.bytesTransferredAtMost()).isZero();
          line.closeTarget();
          assertThat(receiver.awaitEnd()).hasSize(before);
        }
      }
    }
  }

  /**
   * Until it takes no more for a while: TCP moves bytes on to the receiver's buffer now and then.
   */
  private static int fill(SocketChannel channel, boolean blocking) throws Exception {
    channel.configureBlocking(false);
    int count = 0;
    for (int idle = 0; idle < 5; ) {
      int n = channel.write(ByteBuffer.allocate(1 << 16));
      count += n;
      idle = n == 0 ? idle + 1 : 0;
      Stalled.pause(Duration.ofMillis(n == 0 ? 20 : 0));
    }
    channel.configureBlocking(blocking);
    return count;
  }

  @ParameterizedTest
  @EnumSource(SourceKind.class)
  void aTimeoutOnAStreamIsRefused(SourceKind source) throws Exception {
    try (Line line = TargetKind.STREAM.open();
        SourceKind.Opened opened = source.open(Content.file(folder, 10));
        Receiver receiver = Receiver.eager(line)) {
      Sendfile sendfile = Sendfile.getDefault().withWriteTimeout(Duration.ofSeconds(2));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> sendfile.transfer(line.to(opened.from())))
          .withMessageContainingAll("writeTimeout 2s", "OutputStream", "pass the Socket");
      assertThatIllegalArgumentException().isThrownBy(() -> sendfile.open(line.to(opened.from())));
      line.finish();
      assertThat(receiver.awaitEnd()).isEmpty();
    }
  }

  @Test
  void aTimeoutMustBePositive() {
    for (Duration bad : new Duration[] {Duration.ZERO, Duration.ofSeconds(-1)}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Sendfile.getDefault().withWriteTimeout(bad))
          .withMessageContaining("writeTimeout " + bad);
    }
  }
}
