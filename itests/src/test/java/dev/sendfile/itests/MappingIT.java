package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.itests.child.SendOnce;
import dev.sendfile.itests.fixture.ChildJvm;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Strategy {@code mmap} from its jar, where each Java finds its own way to unmap: while a transfer
 * runs one window is mapped, and none once it has ended.
 */
@EnabledOnOs(OS.LINUX)
class MappingIT {

  /** Three windows, the last of a few bytes. */
  private static final int SIZE = (32 << 20) + 5;

  /** In the second window, also with what narrow buffers hold added to it. */
  private static final int IN_THE_SECOND = 20 << 20;

  @TempDir Path folder;

  /** How many mappings of a file this process has. */
  private static long mappings(Path file) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/maps"))) {
      String path = file.toRealPath().toString();
      return lines.filter(it -> it.endsWith(path)).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = TargetKind.class,
      names = {"TCP_BLOCKING", "TCP_NON_BLOCKING", "STREAM"})
  void oneWindowIsMappedWhileBytesMoveAndNoneAfterwards(TargetKind target) throws Exception {
    byte[] content = Content.bytes(SIZE);
    Path file = Content.file(folder, SIZE);
    try (Line line = target.openNarrow();
        Receiver receiver = Receiver.stallingAfter(line, IN_THE_SECOND)) {
      Sendfile mmap = Sendfile.getDefault().withForce("mmap");
      Task<TransferResult> task =
          ThreadKind.PLATFORM.start(() -> mmap.transfer(line.to(TransferRequest.from(file))));
      receiver.awaitCount(IN_THE_SECOND);
      assertThat(mappings(file)).as("while it waits for the receiver").isEqualTo(1);

      receiver.release();
      TransferResult result = task.await();
      assertThat(mappings(file)).as("after the transfer").isZero();
      assertThat(result.strategy()).isEqualTo("mmap");
      line.finish();
      assertThat(Arrays.equals(content, receiver.awaitEnd())).isTrue();
    }
  }

  @Test
  void aTransferThatFailsLeavesNothingMapped() throws Exception {
    Path file = Content.file(folder, SIZE);
    try (Line line = TargetKind.TCP_BLOCKING.open();
        Receiver receiver = Receiver.hangingUp(line, 1 << 20)) {
      Sendfile sendfile = Sendfile.getDefault().withForce("mmap");
      assertThatThrownBy(() -> sendfile.transfer(line.to(TransferRequest.from(file))))
          .isInstanceOf(TransferException.class);
      assertThat(mappings(file)).isZero();
      assertThat(receiver.count()).isEqualTo(1 << 20);
    }
  }

  /** Newer releases warn of the way in which older ones unmap. */
  @Test
  void noWarningIsPrinted() {
    ChildJvm.Outcome outcome =
        new ChildJvm()
            .with("-Ddev.sendfile.force=mmap")
            .withClassPath()
            .run(SendOnce.class, String.valueOf(2 << 20));
    assertThat(outcome.output().strip()).isEqualTo("ran mmap");
  }

  @Test
  void theModulePathServesAsWell() {
    ChildJvm.Outcome outcome =
        new ChildJvm()
            .with("-Ddev.sendfile.force=mmap", "-p", System.getProperty("sendfile.modules.dir"))
            .with("--add-modules", "dev.sendfile.mmap")
            .with("-cp", ChildJvm.classPath())
            .run(SendOnce.class, String.valueOf(2 << 20));
    assertThat(outcome.output().strip()).isEqualTo("ran mmap");
  }
}
