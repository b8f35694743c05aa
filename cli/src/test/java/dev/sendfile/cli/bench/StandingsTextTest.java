package dev.sendfile.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.bench.result.Cache;
import dev.sendfile.bench.result.Mode;
import dev.sendfile.bench.result.Place;
import dev.sendfile.bench.result.Results;
import dev.sendfile.bench.result.Sample;
import dev.sendfile.bench.result.Series;
import dev.sendfile.bench.result.Setting;
import dev.sendfile.bench.result.Work;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StandingsTextTest {

  private static Series series(long size, String variant, String strategy, long nanos) {
    Setting setting = new Setting(Work.SEND, Mode.BLOCKING, Cache.WARM, size);
    List<Sample> rounds =
        IntStream.range(-10, 11)
            .mapToObj(i -> new Sample(nanos + i * nanos / 100, nanos / 2, 0))
            .toList();
    return new Series(setting, variant, strategy, rounds);
  }

  private static final List<Series> SMALL =
      List.of(
          series(4096, "TRANSFER_TO", "", 10_000),
          series(4096, "SENDFILE", "rwloop", 8000),
          series(4096, "FILES_COPY", "", 40_000));

  private static final List<Series> LARGE =
      List.of(series(65536, "TRANSFER_TO", "", 20_000), series(65536, "SENDFILE", "nio", 40_000));

  @Test
  void theTableHasTheFastestFirst() {
    StandingsText text = new StandingsText(SMALL, false);
    assertThat(text.title()).isEqualTo("send 4 KiB, blocking, warm: median of 21 rounds");
    assertThat(text.table().toString().lines())
        .containsExactly(
            "variant         time  +/-  MB/s     x  95 %        CPU  by",
            "SENDFILE     8.00 us   5%   512  1.25  1.25-1.25  0.98  rwloop",
            "TRANSFER_TO  10.0 us   5%   410  1.00  base       1.22",
            "FILES_COPY   40.0 us   5%   102  0.25  0.25-0.25  4.88");
  }

  @Test
  void theBarsShowTheLibraryStronger() {
    assertThat(new StandingsText(SMALL, false).bars(38).lines())
        .containsExactly(
            "SENDFILE     #################### 1.25",
            "TRANSFER_TO  ---------------- 1.00",
            "FILES_COPY   ---- 0.25");
  }

  @Test
  void withoutTheJdksOwnWayNothingIsComparedWithIt() {
    StandingsText text = new StandingsText(SMALL.subList(1, 2), true);
    assertThat(text.table().toString().lines())
        .containsExactly(
            "variant      time  +/-  MB/s  x  95 %   CPU  by",
            "SENDFILE  8.00 µs   5%   512           0.98  rwloop");
    assertThat(text.bars(40)).contains("512");
  }

  @Test
  void theSummaryStarsTheFastestOfEachSize() {
    Place place = new Place("a processor", 2, 0, "Linux", "ext4", "", "25", "a JVM");
    List<Series> all =
        IntStream.range(0, 5).mapToObj(i -> i < 3 ? SMALL.get(i) : LARGE.get(i - 3)).toList();
    Results results = new Results(Results.FORMAT, "c", "bench", "now", place, all, List.of());
    assertThat(SummaryText.of(results)).hasSize(1);
    assertThat(SummaryText.of(results).get(0).lines().map(String::stripTrailing))
        .containsExactly(
            "times as fast as TRANSFER_TO",
            "send, blocking, warm  4 KiB   64 KiB",
            "TRANSFER_TO            1.00     1.00*",
            "SENDFILE               1.25*    0.50",
            "FILES_COPY             0.25        -");
  }

  @Test
  void oneSizeNeedsNoSummary() {
    Place place = new Place("a processor", 2, 0, "Linux", "ext4", "", "25", "a JVM");
    assertThat(
            SummaryText.of(
                new Results(Results.FORMAT, "c", "bench", "now", place, SMALL, List.of())))
        .isEmpty();
  }
}
