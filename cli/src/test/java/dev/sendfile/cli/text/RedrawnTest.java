package dev.sendfile.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class RedrawnTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private String printed() {
    String text = bytes.toString(StandardCharsets.UTF_8);
    bytes.reset();
    return text;
  }

  @Test
  void printsOverWhatItPrintedAndLeavesNothing() {
    try (Redrawn lines = new Redrawn(out, () -> new Terminal(80, 24))) {
      lines.show(List.of("one", "two"));
      assertThat(printed()).isEqualTo("one\ntwo\n");
      lines.show(List.of("three"));
      assertThat(printed()).isEqualTo("\r\u001b[2A\u001b[Jthree\n");
    }
    assertThat(printed()).isEqualTo("\r\u001b[1A\u001b[J");
  }

  @Test
  void cutsOffWhatCouldNotBePrintedOver() {
    try (Redrawn lines = new Redrawn(out, () -> new Terminal(5, 3))) {
      lines.show(List.of("123456", "2", "3", "4"));
      assertThat(printed()).isEqualTo("1234\n2\n");
      lines.show(List.of());
      assertThat(printed()).isEqualTo("\r\u001b[2A\u001b[J");
    }
    assertThat(printed()).isEmpty();
  }
}
