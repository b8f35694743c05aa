package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.MemoryChannel;
import dev.sendfile.tck.fixture.SmallDisk;
import dev.sendfile.tck.fixture.SourceKind;
import dev.sendfile.tck.fixture.ThreadKind;
import dev.sendfile.tck.fixture.ThrowingChannel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults that no strategy can mend: the user hears of them, and of what was accepted before. */
public interface FaultContract extends ChannelSends {

  /**
   * A channel of the caller's own that throws, as it would if a disk were full.
   *
   * @param it the strategy, and where it sends
   * @param folder for the file
   * @throws Exception if the transfer does something else
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("sendsToChannels")
  @Keeps(Promise.FAULTS_SURFACE)
  default void whatTheTargetThrowsIsTold(SendCase it, @TempDir Path folder) throws Exception {
    byte[] content = Content.bytes(100_000);
    Path file = Files.write(folder.resolve("file"), content);
    MemoryChannel memory = new MemoryChannel();
    try (SourceKind.Opened opened = it.source().open(file)) {
      TransferRequest request = opened.from().to(new ThrowingChannel(memory, 70_000));
      TransferException failure =
          it.start(it.sendfile(), request).awaitFailure(TransferException.class);
      assertThat(failure).hasCauseInstanceOf(IOException.class);
      assertThat(failure.bytesTransferred()).isEqualTo(70_000);
      assertArrayEquals(Arrays.copyOf(content, 70_000), memory.bytes());
    }
  }

  /**
   * A file on a disk that is full after 2 MiB.
   *
   * @param it the strategy
   * @param folder for the file that is copied
   * @throws Exception if the transfer does something else
   */
  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("witnesses")
  @Keeps(Promise.FAULTS_SURFACE)
  default void aFullDiskIsTold(Witness it, @TempDir Path folder) throws Exception {
    byte[] content = Content.bytes(5 << 20);
    Path file = Files.write(folder.resolve("file"), content);
    TransferRequest claimed = TransferRequest.from(file).to(folder.resolve("other"));
    assumeTrue(it.sendfile().explain(claimed).chosen().isPresent(), "it copies no files");
    try (SmallDisk disk = SmallDisk.mount()) {
      Path copy = disk.folder().resolve("copy");
      TransferRequest request = TransferRequest.from(file).to(copy);
      TransferException failure =
          ThreadKind.PLATFORM
              .start(() -> it.sendfile().transfer(request))
              .awaitFailure(TransferException.class);
      assertThat(failure.bytesTransferred()).isLessThan(content.length);
      boolean none = failure.bytesTransferredAtMost() == 0 && Files.notExists(copy); // it was new
      byte[] copied = none ? new byte[0] : Files.readAllBytes(copy);
      assertThat((long) copied.length).isGreaterThanOrEqualTo(failure.bytesTransferred());
      int told = (int) failure.bytesTransferred();
      assertArrayEquals(Arrays.copyOf(content, told), Arrays.copyOf(copied, told));
    }
  }
}
