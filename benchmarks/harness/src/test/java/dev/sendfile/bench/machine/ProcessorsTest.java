package dev.sendfile.bench.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProcessorsTest {

  /** It remembers for some milliseconds what it has seen: often enough for one of these times. */
  @Test
  void theJvmHasAllItsProcessorsAgain() throws IOException {
    int before = Runtime.getRuntime().availableProcessors();
    for (int i = 0; i < 30; i++) {
      Processors processors = Processors.of("0,0");
      processors.pinContenders();
      assertThat(Runtime.getRuntime().availableProcessors()).isBetween(1, before);
      processors.release();
      assertThat(Runtime.getRuntime().availableProcessors()).isEqualTo(before);
    }
  }
}
