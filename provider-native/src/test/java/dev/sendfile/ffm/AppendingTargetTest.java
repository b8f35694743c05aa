package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sendfile.spi.Plan;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A target that appends is found out before anything is written to it. */
class AppendingTargetTest {

  private final ScriptedLinux linux = new ScriptedLinux();

  @TempDir Path folder;

  static Stream<NativeStrategy> strategies() {
    return Stream.of(new NativeSendfile(), new NativeCopyFileRange());
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void isRefusedWhenTheSessionOpens(NativeStrategy strategy) throws Exception {
    Path source = Files.write(folder.resolve("source"), Pattern.of(100));
    Path target = Files.write(folder.resolve("target"), Pattern.of(10));
    try (FileChannel appending = FileChannel.open(target, StandardOpenOption.APPEND)) {
      Plan plan = Plans.of(source, appending, 100);
      Calls calls = new Calls(strategy, linux);

      assertThatThrownBy(() -> strategy.open(plan, new TestContext(), calls))
          .isInstanceOf(NoDescriptorException.class)
          .hasMessageContaining("opened with APPEND");
      assertThat(linux.open()).isEmpty();
      Plans.release(plan);
    }
  }
}
