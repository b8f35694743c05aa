package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.TruncatedSourceException;
import dev.sendfile.tck.fixture.SourceKind;
import dev.sendfile.tck.fixture.Task;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A file that changes its size while it is sent, or loses its name to another. */
@Execution(ExecutionMode.CONCURRENT)
class ChangingSourceIT {

  private static final String ALL = "dev.sendfile.itests.Case#all";

  /** More than the buffers on a narrow line and of a strategy hold together. */
  private static final int LEFT = (2 << 20) + 13;

  @ParameterizedTest
  @MethodSource(ALL)
  void aFileCutShortEndsTheTransferWithWhatThereWas(Case it) throws Exception {
    try (Stalled stalled = Stalled.of(it)) {
      Task<TransferResult> task = stalled.start();
      truncate(stalled, LEFT);
      checkTruncated(it, stalled, task, LEFT, Arrays.copyOf(Stalled.CONTENT, LEFT));
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aRangeCutShortEndsTheTransferWithWhatThereWas(Case it) throws Exception {
    try (Stalled stalled = Stalled.of(it)) {
      TransferRequest request =
          stalled
              .request()
              .range(5, Stalled.SIZE - 100)
              .header(ByteBuffer.wrap(new byte[7]))
              .trailer(ByteBuffer.wrap(new byte[9]));
      Task<TransferResult> task = stalled.start(it.sendfile(), request);
      truncate(stalled, LEFT);
      byte[] expected = new byte[7 + LEFT - 5];
      System.arraycopy(Stalled.CONTENT, 5, expected, 7, LEFT - 5);
      checkTruncated(it, stalled, task, expected.length, expected);
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aFileEmptiedBehindWhatWasSentEndsTheTransfer(Case it) throws Exception {
    try (Stalled stalled = Stalled.of(it)) {
      Task<TransferResult> task = stalled.start();
      truncate(stalled, 0);
      stalled.receiver().release();
      TruncatedSourceException failure =
          task.awaitFailure(TruncatedSourceException.class, Duration.ofSeconds(5));
      assertThat(failure.bytesTransferredAtMost() - failure.bytesTransferred())
          .isBetween(0L, (long) it.mostStray());
      stalled.checkAccount(failure);
    }
  }

  /** Behind what was counted, there are at most zeros to the end of a page. */
  private static void checkStray(Case it, byte[] expected, byte[] received) {
    assertThat(received.length).isBetween(expected.length, expected.length + it.mostStray());
    assertArrayEquals(Arrays.copyOf(expected, received.length), received);
  }

  private static void truncate(Stalled stalled, long size) throws Exception {
    try (FileChannel channel = FileChannel.open(stalled.file(), StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }

  private static void checkTruncated(
      Case it, Stalled stalled, Task<TransferResult> task, int accepted, byte[] expected)
      throws Exception {
    long releasedAt = System.nanoTime();
    stalled.receiver().release();
    TruncatedSourceException failure =
        task.awaitFailure(TruncatedSourceException.class, Duration.ofSeconds(5));
    assertThat(Duration.ofNanos(task.endedAt() - releasedAt)).isLessThan(Duration.ofSeconds(2));
    assertThat(failure.bytesTransferred()).isEqualTo(accepted);
    assertThat(failure.bytesTransferredAtMost())
        .isBetween((long) accepted, (long) accepted + it.mostStray());
    assertThat(stalled.line().isTargetOpen()).isTrue();
    assertThat(stalled.opened().isUntouched()).isTrue();
    stalled.line().finish();
    checkStray(it, expected, stalled.receiver().awaitEnd());
    assertThat(failure.strategy()).hasValue(it.strategy());
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aFileThatGrewSendsWhatWasAsked(Case it) throws Exception {
    if (it.source() == SourceKind.FILE_CHANNEL) {
      return; // the same way for both
    }
    try (Stalled stalled = Stalled.of(it)) {
      Task<TransferResult> task = stalled.start();
      Files.write(stalled.file(), new byte[100_000], StandardOpenOption.APPEND);
      stalled.receiver().release();
      assertThat(task.await().bytes()).isEqualTo(Stalled.SIZE);
      stalled.line().finish();
      assertArrayEquals(Stalled.CONTENT, stalled.receiver().awaitEnd());
    }
  }

  @ParameterizedTest
  @MethodSource(ALL)
  void aFileReplacedByARenameArrivesAsItWas(Case it) throws Exception {
    if (it.source() == SourceKind.FILE_CHANNEL) {
      return; // the same way for both
    }
    try (Stalled stalled = Stalled.of(it)) {
      Task<TransferResult> task = stalled.start();
      Path other = Files.write(Files.createTempFile("other", ".bin"), new byte[100]);
      Files.move(other, stalled.file(), StandardCopyOption.ATOMIC_MOVE);
      stalled.receiver().release();
      assertThat(task.await().bytes()).isEqualTo(Stalled.SIZE);
      stalled.line().finish();
      assertArrayEquals(Stalled.CONTENT, stalled.receiver().awaitEnd());
    }
  }
}
