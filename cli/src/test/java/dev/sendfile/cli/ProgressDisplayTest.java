package dev.sendfile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.cli.text.Columns;
import dev.sendfile.cli.text.ProgressLine;
import dev.sendfile.cli.text.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgressDisplayTest {

  private static final String NAME =
      "\u001b]0;owned\u0007\r\n\u202e" + "\u6587\u4ef6".repeat(20) + "e\u0301".repeat(20);

  private static List<String> shown(String name, int width) {
    PrintStream before = System.err;
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    System.setProperty("sendfile.terminal", String.valueOf(width));
    System.setErr(new PrintStream(shown, true, StandardCharsets.UTF_8));
    try (ProgressDisplay display = ProgressDisplay.onTerminal(name, 100L << 20)) {
      assertThat(display).isNotNull();
    } finally {
      System.setErr(before);
      System.clearProperty("sendfile.terminal");
    }
    return Stream.of(shown.toString(StandardCharsets.UTF_8).split("[\r\n]+")).toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 20, 59, 80, 300})
  void noLineIsWiderThanTheTerminal(int width) {
    assertThat(shown(NAME, width)).allMatch(it -> Columns.of(it) <= width);
  }

  @Test
  void showsNoNameRaw() {
    assertThat(String.join("", shown(NAME, 200)))
        .contains("\\u001b]0;owned\\u0007\\u000d\\u000a\\u202e\u6587")
        .doesNotContain("\u001b", "\u0007", "\u202e");
  }

  @Test
  void showsHowFarItIsWhateverItIsCalled() {
    assertThat(String.join("", shown("x".repeat(500), 60))).contains("0%");
  }

  @Test
  void followsATerminalThatChangesItsWidth() {
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    int[] width = {40};
    try (ProgressLine line =
        new ProgressLine(new PrintStream(shown, true), () -> new Terminal(width[0], 24))) {
      line.accept("x".repeat(39));
      width[0] = 20;
      assertThat(line.getMaxRenderedLength()).isEqualTo(19);
      line.accept("y".repeat(39));
      line.clear();
    }
    assertThat(shown.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            "\r"
                + "x".repeat(39)
                + "\r"
                + "y".repeat(19)
                + "\r"
                + " ".repeat(19)
                + "\r"
                + System.lineSeparator());
  }
}
