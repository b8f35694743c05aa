package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A target that appends is declined ahead, one that only stands at its end is not. */
class AppendingTargetTest {

  @TempDir Path folder;

  static Stream<NativeStrategy> strategies() {
    return Stream.of(new NativeSendfile(), new NativeCopyFileRange());
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void isDeclined(NativeStrategy strategy) throws Exception {
    assumeTrue(OpenedAccess.TO_CHANNELS, "no access to descriptors");
    Path source = Files.write(folder.resolve("source"), Pattern.of(100));
    Path target = Files.write(folder.resolve("target"), Pattern.of(10));
    try (FileChannel appending = FileChannel.open(target, StandardOpenOption.APPEND);
        FileChannel standing = FileChannel.open(target, StandardOpenOption.WRITE).position(10)) {
      Plan plan = Plans.of(source, appending, 100);
      assertThat(strategy.assess(plan)).isEqualTo(FileToFile.APPENDS);
      Plans.release(plan);

      plan = Plans.of(source, standing, 100);
      assertThat(strategy.assess(plan)).isInstanceOf(Offer.Accepted.class);
      Plans.release(plan);
    }
  }

  /** What is spliced has no position in its source. */
  @Test
  void isDeclinedForWhatComesFromAPipe() throws Exception {
    assumeTrue(OpenedAccess.TO_CHANNELS, "no access to descriptors");
    NativeSplice strategy = new NativeSplice();
    Path target = Files.write(folder.resolve("target"), Pattern.of(10));
    Pipe pipe = Pipe.open();
    try (FileChannel appending = FileChannel.open(target, StandardOpenOption.APPEND);
        FileChannel standing = FileChannel.open(target, StandardOpenOption.WRITE).position(10);
        Pipe.SinkChannel sink = pipe.sink();
        Pipe.SourceChannel source = pipe.source()) {
      Plan plan = Plans.of(source, appending, -1);
      assertThat(strategy.assess(plan)).isEqualTo(FileToFile.APPENDS);

      plan = Plans.of(source, standing, -1);
      assertThat(strategy.assess(plan)).isInstanceOf(Offer.Accepted.class);
      assertThat(sink.isOpen()).isTrue();
    }
  }
}
