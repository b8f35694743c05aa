package dev.sendfile.bench.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlotsTest {

  @Test
  void fewVariantsAreInOnePlotForEachMeasure() {
    List<Plot> plots =
        Plots.of(Measured.of(List.of("SENDFILE", "TRANSFER_TO", "GUAVA")), Measured.GROUP);
    assertThat(plots)
        .extracting(Plot::name)
        .containsExactly("send-blocking-warm-throughput", "send-blocking-warm-cpu");
    assertThat(plots).allSatisfy(it -> assertThat(it.lines()).hasSize(3));
  }

  @Test
  void manyVariantsAreSplitIntoPlotsThatCanBeRead() {
    List<Plot> plots = Plots.of(Measured.of(Measured.MANY), Measured.GROUP);
    assertThat(plots)
        .extracting(Plot::name)
        .containsExactly(
            "send-blocking-warm-throughput-today",
            "send-blocking-warm-throughput-strategies",
            "send-blocking-warm-cpu-today",
            "send-blocking-warm-cpu-strategies");
    assertThat(plots).allSatisfy(it -> assertThat(it.lines()).hasSizeLessThanOrEqualTo(12));
    assertThat(names(plots.get(0))).contains("SENDFILE", "GUAVA", "C_SENDFILE", "TRANSFER_TO");
    assertThat(names(plots.get(1)))
        .contains("SENDFILE_NIO", "MAPPED_BY_HAND", "C_SENDFILE", "TRANSFER_TO")
        .doesNotContain("GUAVA");
  }

  @Test
  void theUnitsAreThoseOfTheAxes() {
    List<Plot> plots = Plots.of(Measured.of(List.of("SENDFILE")), Measured.GROUP);
    // 4000 ns + 0.2 ns a byte, of which all but 1000 ns are processor time
    assertThat(plots.get(0).lines().get(0).first().value()).isEqualTo(1024 * 1e3 / 4204);
    assertThat(plots.get(1).lines().get(0).first().value()).isEqualTo(3204 / 1024.0);
  }

  @Test
  void theOverviewComparesWithTheBase() {
    Plot overview = Plots.overview(Measured.of(List.of("SENDFILE", "TRANSFER_TO"))).orElseThrow();
    assertThat(overview.lines())
        .anySatisfy(
            line -> {
              assertThat(line.variant().name()).isEqualTo("TRANSFER_TO");
              assertThat(line.points()).allMatch(it -> it.value() == 1);
            })
        .anySatisfy(line -> assertThat(line.first().value()).isEqualTo(4996 / 4204.0));
  }

  @Test
  void whatWasNotMeasuredHasNoPlot() {
    assertThat(Plots.overview(Measured.of(List.of()))).isEmpty();
    assertThat(Plots.of(Measured.of(List.of()), Measured.GROUP)).isEmpty();
  }

  private static List<String> names(Plot plot) {
    return plot.lines().stream().map(it -> it.variant().name()).toList();
  }
}
