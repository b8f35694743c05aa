package dev.sendfile.cli.text;

import static dev.sendfile.cli.text.Table.Column.NUMBERS;
import static dev.sendfile.cli.text.Table.Column.WORDS;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

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
        .hasSize(3)
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
  void theLastColumnKeepsSomeRoomBesideVeryWideOnes() {
    Table table = new Table(WORDS, WORDS).row("x".repeat(90), "a few words that wrap");
    assertThat(table.toString().lines()).hasSize(2);
  }
}
