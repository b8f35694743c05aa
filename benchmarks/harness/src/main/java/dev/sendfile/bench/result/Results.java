package dev.sendfile.bench.result;

import java.util.List;
import java.util.Optional;

/**
 * What one run of a benchmark has measured.
 *
 * @param format the version of this form, {@link #FORMAT}
 * @param commit what was measured, as {@code git describe} names it; {@code unknown} if it cannot
 * @param command the command that made it
 * @param began when, as ISO-8601
 * @param place where
 * @param series what was measured, in the order in which it was
 * @param leftOut what was not, and why
 */
public record Results(
    int format,
    String commit,
    String command,
    String began,
    Place place,
    List<Series> series,
    List<LeftOut> leftOut) {

  /** The version that this code writes and reads. */
  public static final int FORMAT = 1;

  /** Takes copies. */
  public Results {
    series = List.copyOf(series);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * Lists the settings that were measured, in the order in which they were.
   *
   * @return each once
   */
  public List<Setting> settings() {
    return series.stream().map(Series::setting).distinct().toList();
  }

  /**
   * Finds what was measured of one variant.
   *
   * @param setting the setting
   * @param variant its name
   * @return the series, if that variant took part
   */
  public Optional<Series> find(Setting setting, String variant) {
    return series.stream()
        .filter(it -> it.setting().equals(setting) && it.variant().equals(variant))
        .findFirst();
  }
}
