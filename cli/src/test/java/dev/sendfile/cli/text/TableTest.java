package dev.sendfile.cli.text;

import static dev.sendfile.cli.text.Table.Column.NUMBERS;
import static dev.sendfile.cli.text.Table.Column.WORDS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {

  @Test
  void numbersStandAtTheRight() {
    Table table = new Table(WORDS, NUMBERS, WORDS).row("a", "b", "c").row("word", 1234, "x y");
    assertThat(table.toString().lines()).containsExactly("a        b  c", "word  1234  x y");
  }

  @Test
  void theLastColumnWrapsWithinTheLine() {
    Table table = new Table(WORDS, WORDS).row("head", "word ".repeat(30).strip());
    assertThat(table.toString().lines())
        .hasSize(2) // of 15 words each, the first one 80 wide
        .allMatch(line -> line.length() <= 80)
        .last()
        .asString()
        .startsWith("      word");
  }

  @Test
  void whatIsUnbrokenStaysInOneLine() {
    String route = "file -> channel";
    Table table = new Table(WORDS).row("x".repeat(70) + " " + Table.unbroken(route));
    assertThat(table.toString().lines()).containsExactly("x".repeat(70), route);
  }

  @Test
  void cellsStandBelowEachOtherWhereOnesAreVeryWide() {
    Table table = new Table(WORDS, WORDS).row("x".repeat(90), "a few words");
    assertThat(table.toString().lines())
        .containsExactly("x".repeat(80), "x".repeat(10), "  a few words");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 20, 40, 79, 80})
  void noLineIsWiderThanTheTerminal(int width) {
    Table table =
        new Table(WORDS, NUMBERS, WORDS)
            .row("variant", "x", "why")
            .row("native-copy-file-range", 123.45, "the file \u6587\u4ef6 is " + "long ".repeat(20))
            .row("", "", "\u6587".repeat(50));
    System.setProperty("sendfile.terminal", String.valueOf(width));
    try {
      assertThat(table.toString().lines()).allMatch(it -> Columns.of(it) <= Math.max(width, 4));
    } finally {
      System.clearProperty("sendfile.terminal");
    }
  }

  @Test
  void columnsStandBelowEachOtherWhereCharactersAreWide() {
    Table table = new Table(WORDS, WORDS).row("\u6587\u4ef6", "a").row("e\u0301tat", "b");
    assertThat(table.toString().lines()).containsExactly("\u6587\u4ef6  a", "e\u0301tat  b");
  }

  @Test
  void aCellIsOneCellWhateverIsInIt() {
    Table table = new Table(WORDS, WORDS).row("a\nb", "\u001b[31m@|red c|@");
    assertThat(table.toString().lines()).containsExactly("a\\u000ab  \\u001b[31m@|red c|@");
  }
}
