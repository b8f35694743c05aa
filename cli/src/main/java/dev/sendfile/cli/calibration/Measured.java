package dev.sendfile.cli.calibration;

import dev.sendfile.bench.result.PairedRatio;
import dev.sendfile.bench.result.Series;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The strategies that can serve one situation, beside each other at one size.
 *
 * @param size bytes of a transfer
 * @param builtIn the strategy that goes first without a profile
 * @param gains how many times as fast as that one each other is
 */
public record Measured(long size, String builtIn, Map<String, PairedRatio> gains) {

  /** Takes a copy, in the same order. */
  public Measured {
    gains = Map.copyOf(gains);
  }

  /**
   * Sums up what was measured.
   *
   * @param size bytes of a transfer
   * @param builtIn the strategy that goes first without a profile
   * @param series of one setting, each by the name of a strategy
   * @return the gains; none if the built-in strategy itself is not among the series
   */
  public static Measured of(long size, String builtIn, List<Series> series) {
    Map<String, PairedRatio> gains = new LinkedHashMap<>();
    series.stream()
        .filter(it -> it.variant().equals(builtIn))
        .findFirst()
        .ifPresent(
            base ->
                series.stream()
                    .filter(it -> !it.variant().equals(builtIn))
                    .forEach(it -> gains.put(it.variant(), PairedRatio.ofTime(it, base))));
    return new Measured(size, builtIn, gains);
  }

  /** Whether a strategy is certainly faster than the built-in one, by enough to be worth it. */
  boolean won(String strategy) {
    PairedRatio gain = gains.get(strategy);
    return gain != null
        && gain.rounds() >= Crossovers.FEWEST_ROUNDS
        && gain.certainlyMore()
        && gain.median() >= Crossovers.LEAST_GAIN;
  }

  /** Whether any strategy is. */
  boolean anyWon() {
    return gains.keySet().stream().anyMatch(this::won);
  }

  /** Whether it speaks for a strategy that won beside this size that it was more than chance. */
  boolean agreesOn(String strategy) {
    return strategy.equals(builtIn) || won(strategy);
  }
}
