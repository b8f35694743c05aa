package dev.sendfile.bench.plot;

import dev.sendfile.bench.result.Results;
import dev.sendfile.bench.result.Series;
import dev.sendfile.bench.result.Setting;
import dev.sendfile.bench.result.Work;
import java.util.List;
import java.util.Optional;

/** What the others are compared with: what people use where there is no library. */
public final class Base {

  private Base() {}

  /**
   * Finds the base of a setting.
   *
   * @param results what was measured
   * @param setting where
   * @return its series; empty if none of those that could be it took part
   */
  public static Optional<Series> of(Results results, Setting setting) {
    return candidates(setting.work()).stream()
        .flatMap(it -> results.find(setting, it).stream())
        .findFirst();
  }

  /**
   * Finds the base among variants.
   *
   * @param series of one setting
   * @return its series; empty if none of those that could be it took part
   */
  public static Optional<Series> among(List<Series> series) {
    return series.stream()
        .map(it -> it.setting().work())
        .findFirst()
        .flatMap(
            work ->
                candidates(work).stream()
                    .flatMap(name -> series.stream().filter(it -> it.variant().equals(name)))
                    .findFirst());
  }

  static List<String> candidates(Work work) {
    return switch (work) {
      case SEND -> List.of("TRANSFER_TO", "USUAL_LOOP");
      case HEADER -> List.of("WRITE_TRANSFER_TO");
      case RECEIVE -> List.of("TRANSFER_FROM");
      case PUMP -> List.of("LOOP_64K");
      case COPY -> List.of("FILES_COPY");
    };
  }
}
