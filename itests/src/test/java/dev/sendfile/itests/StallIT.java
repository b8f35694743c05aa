package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.sendfile.TransferException;
import dev.sendfile.TransferResult;
import dev.sendfile.itests.fixture.CpuTime;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A receiver that stalls costs nothing but time, and one that hangs up ends the transfer with an
 * account.
 */
@Execution(ExecutionMode.CONCURRENT)
class StallIT {

  private static final String ALL = "dev.sendfile.itests.Case#all";
  private static final String PATHS = "dev.sendfile.itests.Case#withPaths";

  /**
   * For how long a stalled transfer is watched, and the most processor time it may use meanwhile.
   */
  private static final Duration WATCHED = Duration.ofMillis(500);

  private static final Duration LEAST_CPU = Duration.ofMillis(25);

  @TempDir static Path folder;

  @ParameterizedTest
  @MethodSource(PATHS)
  void aStallUsesNoProcessorAndAllArrivesAfterIt(Case it) throws Exception {
    try (Stalled stalled = Stalled.of(it)) {
      Task<TransferResult> task = stalled.start();
      if (it.thread() == ThreadKind.PLATFORM) {
        Duration before = CpuTime.of(task.thread());
        Stalled.pause(WATCHED);
        assertThat(CpuTime.of(task.thread()).minus(before)).isLessThan(LEAST_CPU);
      }
      stalled.receiver().release();
      assertThat(task.await().bytes()).isEqualTo(Stalled.SIZE);
      stalled.line().finish();
      assertArrayEquals(Stalled.CONTENT, stalled.receiver().awaitEnd());
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aReceiverThatHangsUpEndsTheTransferWithAnAccount(Case it) throws Exception {
    Path file = Content.file(folder, Stalled.SIZE);
    try (Line line = it.target().openNarrow();
        var opened = it.source().open(file);
        Receiver receiver = Receiver.hangingUp(line, 100_000)) {
      TransferException failure =
          it.thread()
              .start(() -> it.sendfile().transfer(it.request(opened, line)))
              .awaitFailure(TransferException.class, Duration.ofSeconds(5));
      byte[] received = receiver.awaitEnd();
      assertThat(failure.getClass()).isEqualTo(TransferException.class);
      assertThat(failure.getCause()).isInstanceOf(java.io.IOException.class);
      assertThat(failure.strategy()).hasValue(it.strategy());
      assertThat(failure.bytesTransferredAtMost())
          .as("accepted, of which the peer saw a part")
          .isBetween((long) received.length, Stalled.SIZE - 1L);
      assertThat(received).isEqualTo(Arrays.copyOf(Stalled.CONTENT, received.length));
      assertThat(opened.isUntouched()).isTrue();
    } finally {
      java.nio.file.Files.delete(file);
    }
  }
}
