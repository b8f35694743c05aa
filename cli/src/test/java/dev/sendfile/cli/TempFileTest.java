package dev.sendfile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TempFileTest {

  @Test
  void isGoneWhenClosed() throws Exception {
    Path path;
    try (RandomFile file = RandomFile.of(3_000_000)) {
      path = file.path();
      assertThat(path).hasSize(3_000_000);
    }
    assertThat(path).doesNotExist();
  }
}
