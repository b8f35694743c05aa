package dev.sendfile.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Whose size is a guess. */
@EnabledOnOs(OS.LINUX)
class PseudoFilesTest {

  @Test
  void upToAPageAnySizeIsAGuess(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    for (Path path : new Path[] {null, file}) {
      assertThat(PseudoFiles.mayEndEarly(4096, path)).isTrue();
      assertThat(PseudoFiles.mayEndEarly(3_000_000, path)).isFalse();
    }
  }

  @Test
  void whatTheSystemMakesAsItIsReadIsKnownByItsFileStore() {
    assertThat(PseudoFiles.mayEndEarly(3_000_000, Path.of("/proc/version"))).isTrue();
    assertThat(PseudoFiles.mayEndEarly(3_000_000, Path.of("/sys/devices/system/cpu/online")))
        .isTrue();
  }

  @Test
  void aFileThatIsGoneIsNone(@TempDir Path folder) {
    assertThat(PseudoFiles.mayEndEarly(3_000_000, folder.resolve("gone"))).isFalse();
  }
}
