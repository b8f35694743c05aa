package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.TruncatedSourceException;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.Timing;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A file changes its size while it is sent, or loses its name to another. */
public interface ChangingSourceContract extends Sends {

  /**
   * More than the buffers on a narrow line and of a strategy hold together is left.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sendsAtOnce")
  @Keeps(Promise.DETECTS_TRUNCATION)
  default void aFileCutShortEndsTheTransferWithWhatThereWas(AtOnce<SendCase> cases) {
    int left = (2 << 20) + 13;
    cases.each(
        it -> {
          try (Stalled stalled = Stalled.of(it)) {
            Task<TransferResult> task = stalled.start();
            truncate(stalled, left);
            checkTruncated(it, stalled, task, Arrays.copyOf(Stalled.CONTENT, left));
          }
        });
  }

  /**
   * No trailer goes behind a part of what was asked for.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sendsAtOnce")
  @Keeps(Promise.DETECTS_TRUNCATION)
  default void aRangeCutShortEndsTheTransferWithWhatThereWas(AtOnce<SendCase> cases) {
    int left = (2 << 20) + 13;
    cases.each(
        it -> {
          try (Stalled stalled = Stalled.of(it)) {
            TransferRequest request =
                stalled
                    .request()
                    .range(5, Stalled.SIZE - 100)
                    .header(ByteBuffer.wrap(new byte[7]))
                    .trailer(ByteBuffer.wrap(new byte[9]));
            Task<TransferResult> task = stalled.start(it.sendfile(), request);
            truncate(stalled, left);
            byte[] expected = new byte[7 + left - 5];
            System.arraycopy(Stalled.CONTENT, 5, expected, 7, left - 5);
            checkTruncated(it, stalled, task, expected);
          }
        });
  }

  /** Behind what was counted, there are at most zeros to the end of a page. */
  private static void checkTruncated(
      SendCase it, Stalled stalled, Task<TransferResult> task, byte[] expected) throws Exception {
    long releasedAt = System.nanoTime();
    stalled.receiver().release();
    TruncatedSourceException failure = task.awaitFailure(TruncatedSourceException.class);
    Timing.check(task.since(releasedAt), Stalled.SOON);
    long accepted = expected.length;
    assertThat(failure.bytesTransferred()).isEqualTo(accepted);
    assertThat(failure.bytesTransferredAtMost()).isBetween(accepted, accepted + it.mostStray());
    assertThat(failure.strategy()).hasValue(it.strategy());
    assertThat(stalled.line().isTargetOpen()).as("the target stays open").isTrue();
    assertThat(stalled.opened().isUntouched()).as("the source channel is untouched").isTrue();
    stalled.line().finish();
    byte[] received = stalled.receiver().awaitEnd();
    assertThat((long) received.length).isBetween(accepted, accepted + it.mostStray());
    Bytes.check(received, Arrays.copyOf(expected, received.length));
  }

  /**
   * What was sent is not there any more.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sendsAtOnce")
  @Keeps(Promise.DETECTS_TRUNCATION)
  default void aFileEmptiedBehindWhatWasSentEndsTheTransfer(AtOnce<SendCase> cases) {
    cases.each(
        it -> {
          try (Stalled stalled = Stalled.of(it)) {
            Task<TransferResult> task = stalled.start();
            truncate(stalled, 0);
            stalled.receiver().release();
            TruncatedSourceException failure = task.awaitFailure(TruncatedSourceException.class);
            assertThat(failure.bytesTransferredAtMost() - failure.bytesTransferred())
                .isBetween(0L, (long) it.mostStray());
            stalled.checkAccount(failure);
          }
        });
  }

  /**
   * What comes later was not asked for.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sendsAtOnce")
  @Keeps(Promise.WITHIN_THE_RANGE)
  default void aFileThatGrewSendsWhatWasAsked(AtOnce<SendCase> cases) {
    cases
        .where(SendCase::isFromPath)
        .each(
            it -> {
              try (Stalled stalled = Stalled.of(it)) {
                Task<TransferResult> task = stalled.start();
                Files.write(stalled.file(), new byte[100_000], StandardOpenOption.APPEND);
                stalled.checkGoesOn(task);
              }
            });
  }

  /**
   * Who opens the file by its name at every step would send the other one.
   *
   * @param cases all of a strategy
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sendsAtOnce")
  @Keeps(Promise.ALL_IN_ORDER)
  default void aFileReplacedByARenameArrivesAsItWas(AtOnce<SendCase> cases) {
    cases
        .where(SendCase::isFromPath)
        .each(
            it -> {
              try (Stalled stalled = Stalled.of(it)) {
                Task<TransferResult> task = stalled.start();
                Path other = it.files().holding(new byte[100]);
                Files.move(other, stalled.file(), StandardCopyOption.ATOMIC_MOVE);
                stalled.checkGoesOn(task);
              }
            });
  }

  private static void truncate(Stalled stalled, long size) throws Exception {
    try (FileChannel channel = FileChannel.open(stalled.file(), StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }
}
