package dev.sendfile.bench.contest;

import dev.sendfile.bench.result.Series;
import dev.sendfile.bench.result.Setting;
import java.util.List;

/**
 * How far a contest has come.
 *
 * @param setting which
 * @param rounds how many each contender has made
 * @param fraction how much is done of what was to be done, up to 1
 * @param series what was measured up to here, of each contender; none while the contest warms up
 */
public record Progress(Setting setting, int rounds, double fraction, List<Series> series) {

  /** Takes a copy. */
  public Progress {
    series = List.copyOf(series);
  }

  /** Hears of it. */
  @FunctionalInterface
  public interface Listener {

    /**
     * Is told after each round, between the rounds: what it does is not timed, but takes time from
     * a budget.
     *
     * @param progress how far
     */
    void after(Progress progress);
  }
}
