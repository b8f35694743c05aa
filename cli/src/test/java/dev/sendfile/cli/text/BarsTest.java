package dev.sendfile.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.cli.text.Bars.Ink;
import org.junit.jupiter.api.Test;

class BarsTest {

  private static Bars three(boolean unicode) {
    return new Bars(unicode)
        .bar("ours", 10, "1.00", Ink.STRONG)
        .bar("theirs", 5, "0.50", Ink.LIGHT)
        .bar("other", 0.5, "0.05", Ink.STRONG);
  }

  @Test
  void theLongestFillsTheLine() {
    assertThat(three(true).draw(23).lines())
        .containsExactly(
            "ours    " + "█".repeat(10) + " 1.00",
            "theirs  " + "░".repeat(5) + " 0.50",
            "other   " + "▌" + " 0.05");
  }

  @Test
  void plainLettersDoWithoutBlocks() {
    assertThat(three(false).draw(23).lines())
        .containsExactly("ours    ########## 1.00", "theirs  ----- 0.50", "other   # 0.05");
  }

  @Test
  void nothingIsDrawnOfNothing() {
    assertThat(new Bars(true).bar("a", 0, "-", Ink.STRONG).draw(20))
        .isEqualToIgnoringNewLines("a   -");
    assertThat(new Bars(true).draw(20)).isEmpty();
  }
}
