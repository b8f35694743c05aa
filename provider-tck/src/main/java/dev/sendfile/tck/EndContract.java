package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.sendfile.RangeException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TruncatedSourceException;
import dev.sendfile.spi.Capability;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.SourceKind;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that end before the transfer does. */
public interface EndContract extends Sends {

  /**
   * The file is cut short between two steps, behind what the second one moves.
   *
   * @param it the strategy, and where it sends
   * @param folder for the file
   * @throws Exception if the transfer does something else
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sends")
  @Keeps(Promise.DETECTS_TRUNCATION)
  default void aFileThatIsCutShortEndsItThere(SendCase it, @TempDir Path folder) throws Exception {
    int left = 25_000;
    byte[] content = Content.bytes(200_000);
    Path file = Files.write(folder.resolve("file"), content);
    try (Line line = it.target().open();
        SourceKind.Opened opened = it.source().open(file);
        Receiver receiver = Receiver.eager(line)) {
      it.witness().beforeStep(2, () -> cut(file, left));
      TruncatedSourceException failure =
          it.start(it.sendfile().withChunkSize(10_000), it.request(opened, line))
              .awaitFailure(TruncatedSourceException.class);
      assertThat(failure.bytesTransferred()).isGreaterThanOrEqualTo(10_000);
      if (it.has(Capability.DETECTS_TRUNCATION)) {
        assertThat(failure.bytesTransferred()).isEqualTo(left);
      }
      line.finish();
      int told = (int) failure.bytesTransferred();
      assertArrayEquals(Arrays.copyOf(content, told), Arrays.copyOf(receiver.awaitEnd(), told));
    }
  }

  private static void cut(Path file, long size) throws Exception {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(size);
    }
  }

  /**
   * More is asked for than the file holds.
   *
   * @param it the strategy, and where it sends
   * @param folder for the file
   * @throws Exception if the transfer does something else
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sends")
  @Keeps(Promise.VERIFIES_RANGE)
  default void aRangeThatTheFileDoesNotHoldMovesNothing(SendCase it, @TempDir Path folder)
      throws Exception {
    Path file = Files.write(folder.resolve("file"), Content.bytes(1_000));
    for (int header : new int[] {0, 100}) {
      try (Line line = it.target().open();
          SourceKind.Opened opened = it.source().open(file);
          Receiver receiver = Receiver.eager(line)) {
        TransferRequest request =
            it.request(opened, line)
                .range(1, 1_000)
                .header(java.nio.ByteBuffer.wrap(new byte[header]));
        RangeException failure =
            it.start(it.sendfile(), request).awaitFailure(RangeException.class);
        assertThat(failure.bytesTransferredAtMost()).isZero();
        line.finish();
        assertThat(receiver.awaitEnd()).isEmpty();
      }
    }
  }
}
