package dev.sendfile.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PairedRatioTest {

  private static final Setting SETTING = new Setting(Work.SEND, Mode.BLOCKING, Cache.WARM, 4096);

  private static Series series(String variant, long... nanos) {
    return new Series(
        SETTING,
        variant,
        "",
        IntStream.range(0, nanos.length).mapToObj(i -> new Sample(nanos[i], nanos[i], 0)).toList());
  }

  @Test
  void roundsAreComparedWithThoseBesideThem() {
    Series base = series("A", 100, 1000, 10_000);
    Series twiceAsFast = series("B", 50, 500, 5_000);
    assertThat(PairedRatio.ofTime(twiceAsFast, base).median()).isEqualTo(2);
    assertThat(PairedRatio.ofCpu(twiceAsFast, base).median()).isEqualTo(0.5);
  }

  /** The classic table of the sign test: of 15 values the 4th smallest to the 4th largest. */
  @Test
  void theIntervalIsThatOfTheSignTest() {
    PairedRatio ratio = PairedRatio.of(DoubleStream.iterate(1, it -> it + 1).limit(15).toArray());
    assertThat(ratio.median()).isEqualTo(8);
    assertThat(ratio.lower()).isEqualTo(4);
    assertThat(ratio.upper()).isEqualTo(12);
  }

  @Test
  void fewRoundsAreNeverSurerThanAllOfThem() {
    PairedRatio ratio = PairedRatio.of(new double[] {3, 1, 2});
    assertThat(List.of(ratio.lower(), ratio.median(), ratio.upper()))
        .containsExactly(1.0, 2.0, 3.0);
  }

  @Test
  void whatTouchesOneIsNotCertain() {
    assertThat(PairedRatio.of(new double[] {1, 2, 3}).certainlyMore()).isFalse();
    assertThat(PairedRatio.of(new double[] {1.1, 2, 3}).certainlyMore()).isTrue();
    assertThat(PairedRatio.of(new double[] {0.5, 0.7, 1}).certainlyLess()).isFalse();
    assertThat(PairedRatio.of(new double[] {0.5, 0.7, 0.9}).certainlyLess()).isTrue();
  }

  @Test
  void roundsThatDidNotRunBesideEachOtherAreNotCompared() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PairedRatio.ofTime(series("B", 1, 2), series("A", 1)))
        .withMessageContaining("did not run beside");
  }
}
