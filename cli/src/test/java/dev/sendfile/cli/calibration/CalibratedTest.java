package dev.sendfile.cli.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.Profile;
import dev.sendfile.bench.contest.Occasion;
import dev.sendfile.bench.result.PairedRatio;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CalibratedTest {

  private static PairedRatio ratio(double median) {
    return new PairedRatio(median, median - 0.05, median + 0.05, median, median, 100);
  }

  private static final Calibrated SOME_MOVED =
      Calibrated.of(
          Occasion.SEND,
          List.of(
              new Measured(1024, "rwloop", Map.of("nio", ratio(0.7), "mmap", ratio(0.6))),
              new Measured(4096, "rwloop", Map.of("nio", ratio(0.9), "mmap", ratio(0.6))),
              new Measured(8192, "rwloop", Map.of("nio", ratio(1.3), "mmap", ratio(0.6))),
              new Measured(16384, "nio", Map.of("rwloop", ratio(0.8))),
              new Measured(65536, "nio", Map.of())));

  @Test
  void theTableShowsWhatMovedAndHowCloseTheRestWas() {
    assertThat(CalibratedText.of(SOME_MOVED).toString().lines())
        .containsExactly(
            "bytes             built-in  best of the others     x  95 %",
            "1 KiB to 4 KiB    rwloop    nio                 0.90  0.85-0.95  stays",
            "8 KiB             rwloop    nio                 1.30  1.25-1.35  moved",
            "16 KiB to 64 KiB  nio       rwloop              0.80  0.75-0.85  stays");
  }

  @Test
  void aWinThatStaysWithoutEffectIsExplained() {
    Calibrated lone =
        Calibrated.of(
            Occasion.SEND,
            List.of(
                new Measured(1024, "rwloop", Map.of("nio", ratio(1.3))),
                new Measured(4096, "rwloop", Map.of("nio", ratio(0.9)))));
    assertThat(CalibratedText.of(lone).toString().lines())
        .last()
        .isEqualTo("1 KiB to 4 KiB  rwloop    nio                 1.30  1.25-1.35  stays (alone)");
  }

  @Test
  void whereThereIsNothingToCompareAllStays() {
    Calibrated alone =
        Calibrated.of(Occasion.SEND, List.of(new Measured(1024, "rwloop", Map.of())));
    assertThat(CalibratedText.of(alone).toString().lines())
        .last()
        .asString()
        .matches("1 KiB +rwloop +- +stays");
    assertThat(alone.entries()).isEmpty();
  }

  @Test
  void theProfileHasTheEntriesAndTheEvidence() {
    Profile.Builder builder = Profile.builder();
    SOME_MOVED.addTo(builder);
    assertThat(builder.build().toString())
        .contains(
            "# nio is 1.30 times as fast as rwloop at 8192 bytes (95 %: 1.25 to 1.35, 100 rounds)\n"
                + "fastest.file.tcp = nio from 8192, nothing from 16384");
  }
}
