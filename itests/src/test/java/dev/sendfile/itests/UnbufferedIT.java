package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.nio.file.ExtendedOpenOption;
import dev.sendfile.NoStrategyException;
import dev.sendfile.Sendfile;
import dev.sendfile.StrategyInfo;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.TargetKind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Channels that go past the page cache, and take aligned positions, lengths and memory alone. */
@EnabledOnOs(OS.LINUX)
class UnbufferedIT {

  private static final int SIZE = 1_000_001;
  private static final byte[] CONTENT = Content.bytes(SIZE);

  @TempDir Path folder;

  private static FileChannel direct(Path file, OpenOption option) throws IOException {
    try {
      return FileChannel.open(file, option, ExtendedOpenOption.DIRECT);
    } catch (IOException | UnsupportedOperationException e) {
      assumeTrue(false, "the file system has no O_DIRECT: " + e.getMessage());
      throw e;
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4096, 65_536, 999_999})
  void aSourceIsSentFromAnyPosition(int offset) throws Exception {
    Path file = Content.file(folder, SIZE);
    byte[] expected = Arrays.copyOfRange(CONTENT, offset, SIZE);
    try (FileChannel source = direct(file, StandardOpenOption.READ)) {
      for (TargetKind kind : new TargetKind[] {TargetKind.TCP_BLOCKING, TargetKind.STREAM}) {
        try (Line line = kind.open();
            Receiver receiver = Receiver.eager(line)) {
          TransferRequest request = line.to(TransferRequest.from(source)).offset(offset);
          assertThat(Sendfile.getDefault().transfer(request).bytes()).isEqualTo(expected.length);
          line.finish();
          assertArrayEquals(expected, receiver.awaitEnd());
        }
      }
      assertThat(source.position()).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_536, 999_999})
  void aSourceIsSentFromWhereItStandsAndMovedOn(int position) throws Exception {
    Path file = Content.file(folder, SIZE);
    Path target = folder.resolve("target");
    try (FileChannel source = direct(file, StandardOpenOption.READ)) {
      source.position(position);
      Sendfile.receive(source, target);
      assertThat(source.position()).isEqualTo(SIZE);
    }
    assertArrayEquals(Arrays.copyOfRange(CONTENT, position, SIZE), Files.readAllBytes(target));
  }

  @Test
  void aSourceThatIsTheTransfersAloneIsSentFromAnyPosition() throws Exception {
    Path file = Content.file(folder, SIZE);
    Path target = folder.resolve("target");
    try (FileChannel source = direct(file, StandardOpenOption.READ)) {
      Sendfile.getDefault()
          .transfer(TransferRequest.from(source).owned().to(target).range(77, 500_000));
      assertThat(source.isOpen()).isTrue();
    }
    assertArrayEquals(Arrays.copyOfRange(CONTENT, 77, 500_077), Files.readAllBytes(target));
  }

  /** Declined, or served: never an error under way. */
  @Test
  void strategiesThatCannotServeItSaySoAhead() throws Exception {
    Path file = Content.file(folder, SIZE);
    try (FileChannel source = direct(file, StandardOpenOption.READ)) {
      for (StrategyInfo strategy : Sendfile.getDefault().strategies()) {
        Sendfile forced = Sendfile.getDefault().withForce(strategy.name());
        try (Line line = TargetKind.TCP_BLOCKING.open();
            Receiver receiver = Receiver.eager(line)) {
          TransferRequest request = line.to(TransferRequest.from(source)).range(77, 500_000);
          if (forced.explain(request).chosen().isPresent()) {
            assertThat(forced.transfer(request).bytes()).isEqualTo(500_000);
            line.finish();
            assertArrayEquals(Arrays.copyOfRange(CONTENT, 77, 500_077), receiver.awaitEnd());
          } else {
            assertThat(
                    catchThrowableOfType(NoStrategyException.class, () -> forced.transfer(request))
                        .bytesTransferredAtMost())
                .isZero();
          }
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 65_536})
  void aTargetTakesWholeBlocks(int offset) throws Exception {
    int blocks = 13 * 65_536 + 4 * 4096;
    Path source = Content.file(folder, blocks - 100);
    Path file = Files.createFile(folder.resolve("target"));
    try (FileChannel target = direct(file, StandardOpenOption.WRITE)) {
      TransferRequest request =
          TransferRequest.from(source).to(target).header(ByteBuffer.wrap(new byte[100]));
      Sendfile.getDefault().transfer(offset < 0 ? request : request.targetOffset(offset));
      assertThat(target.position()).isEqualTo(offset < 0 ? blocks : 0);
    }
    byte[] expected =
        Content.join(new byte[Math.max(0, offset) + 100], Content.bytes(blocks - 100));
    assertArrayEquals(expected, Files.readAllBytes(file));
  }

  @Test
  void aTargetRefusesTheRestOfABlockWithTheRemedy() throws Exception {
    Path source = Content.file(folder, 65_536 + 7);
    Path file = Files.createFile(folder.resolve("target"));
    try (FileChannel target = direct(file, StandardOpenOption.WRITE)) {
      TransferException failure =
          catchThrowableOfType(
              TransferException.class,
              () -> Sendfile.getDefault().transfer(TransferRequest.from(source).to(target)));
      assertThat(failure).hasMessageContainingAll("ExtendedOpenOption.DIRECT", "open it without");
      assertThat(failure.bytesTransferred()).isEqualTo(65_536);
    }
    assertArrayEquals(Arrays.copyOf(Content.bytes(65_536 + 7), 65_536), Files.readAllBytes(file));
  }
}
