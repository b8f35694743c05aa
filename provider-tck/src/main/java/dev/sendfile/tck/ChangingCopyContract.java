package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.Advance;
import dev.sendfile.Transfer;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TruncatedSourceException;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Pause;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A file changes its size while it is copied, or loses its name to another. */
public interface ChangingCopyContract extends Copies {

  /**
   * What comes later was not asked for.
   *
   * @param it the case
   * @throws Exception if a transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("copiesOfPaths")
  @Keeps(Promise.WITHIN_THE_RANGE)
  default void aFileThatGrowsIsCopiedAsFarAsItReachedAtTheStart(CopyCase it) throws Exception {
    checkAsItWas(it, file -> Files.write(file, ContentFiles.BEFORE, StandardOpenOption.APPEND));
  }

  /**
   * Who opens the file by its name at every step would copy the other one.
   *
   * @param it the case
   * @throws Exception if a transfer fails
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("copiesOfPaths")
  @Keeps(Promise.ALL_IN_ORDER)
  default void aFileReplacedByARenameIsCopiedAsItWas(CopyCase it) throws Exception {
    Path other = it.files().holding(ContentFiles.BEFORE);
    checkAsItWas(it, file -> Files.move(other, file, StandardCopyOption.ATOMIC_MOVE));
  }

  private static void checkAsItWas(CopyCase it, ThrowingConsumer<Path> meanwhile) throws Exception {
    byte[] content = Content.bytes(ContentFiles.LARGE);
    Path file = it.files().holding(content);
    Path copy = it.files().holding(ContentFiles.BEFORE);
    TransferException failure = copyWhile(it, file, copy, meanwhile);
    if (failure != null) {
      throw failure;
    }
    Bytes.check(Files.readAllBytes(copy), content);
    Files.delete(file);
    Files.delete(copy);
  }

  /**
   * What there was is in the copy, and the count says how much that is.
   *
   * @param it the case
   * @throws Exception if a transfer fails otherwise
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("copiesOfPaths")
  @Keeps(Promise.DETECTS_TRUNCATION)
  default void aFileCutShortIsCopiedAsFarAsItReachesThenATruncation(CopyCase it) throws Exception {
    byte[] content = Content.bytes(ContentFiles.LARGE);
    Path file = it.files().holding(content);
    Path copy = it.files().holding(ContentFiles.BEFORE);
    int left = ContentFiles.LARGE - 100_001;
    TransferException failure = copyWhile(it, file, copy, changed -> truncate(changed, left));
    if (!(failure instanceof TruncatedSourceException)) {
      throw new AssertionError("no truncation but " + failure, failure);
    }
    assertThat(failure.bytesTransferred()).isEqualTo(left);
    assertThat(failure.bytesTransferredAtMost()).isEqualTo(left);
    Bytes.check(Arrays.copyOf(Files.readAllBytes(copy), left), Arrays.copyOf(content, left));
    Files.delete(file);
    Files.delete(copy);
  }

  private static void truncate(Path file, long size) throws Exception {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }

  /** Copies some of a file, does something, then copies the rest; {@code null} if that is well. */
  private static @Nullable TransferException copyWhile(
      CopyCase it, Path file, Path copy, ThrowingConsumer<Path> meanwhile) throws Exception {
    TransferRequest request = TransferRequest.from(file).to(copy);
    try (Transfer transfer = it.sendfile().open(request)) {
      Advance answer = transfer.advance();
      while (answer == Advance.LATER && transfer.bytesTransferred() == 0) {
        answer = next(transfer);
      }
      assertThat(answer).as("after a part of the file").isNotEqualTo(Advance.DONE);
      assertThat(Files.size(copy)).isBetween(1L, ContentFiles.LARGE - 1L);
      change(file, meanwhile);
      while (answer != Advance.DONE) {
        answer = next(transfer);
      }
      assertThat(transfer.result().orElseThrow().bytes()).isEqualTo(ContentFiles.LARGE);
      return null;
    } catch (TransferException e) {
      return e;
    }
  }

  /** Advances after the pause that the strategy has asked for, if it has. */
  private static Advance next(Transfer transfer) throws TransferException {
    Pause.of(transfer.delay());
    return transfer.advance();
  }

  private static void change(Path file, ThrowingConsumer<Path> how) {
    try {
      how.accept(file);
    } catch (Throwable e) {
      throw new AssertionError("what the test does to the file failed", e);
    }
  }
}
