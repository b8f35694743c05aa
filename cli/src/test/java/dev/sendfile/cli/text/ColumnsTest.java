package dev.sendfile.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnsTest {

  @ParameterizedTest
  @CsvSource({
    "abc, 3",
    "\u6587\u4ef6, 4",
    "e\u0301, 1",
    "\ud83d\ude00, 2",
    "\u2705, 2",
    "\u2764\ufe0f, 3",
    "\u2588\u258f, 2",
    "'', 0"
  })
  void countsWhatATerminalMayTake(String text, int columns) {
    assertThat(Columns.of(text)).isEqualTo(columns);
  }

  @Test
  void cutsBeforeTheCharacterThatDoesNotFit() {
    assertThat(Columns.cut("\u6587\u4ef6", 3)).isEqualTo("\u6587");
    assertThat(Columns.cut("a\ud83d\ude00", 2)).isEqualTo("a");
    assertThat(Columns.cut("e\u0301x", 1)).isEqualTo("e\u0301");
    assertThat(Columns.cut("abc", 0)).isEmpty();
    assertThat(Columns.cut("abc", 3)).isEqualTo("abc");
  }
}
