package dev.sendfile.cli.calibration;

import dev.sendfile.bench.contest.Alternation;
import dev.sendfile.bench.contest.Bench;
import dev.sendfile.bench.contest.Effort;
import dev.sendfile.bench.contest.Occasion;
import dev.sendfile.bench.contest.Progress;
import dev.sendfile.bench.contest.StrategyContest;
import dev.sendfile.bench.result.Series;
import dev.sendfile.cli.bench.Budget;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Measures all strategies at some sizes of some occasions, within a time. */
public final class Calibration {

  /** Who is told while it runs. */
  public interface Listener {

    /**
     * A round is over.
     *
     * @param occasion what is measured
     * @param progress how far one size of it is
     * @param done the part of all sizes and occasions that is over, below 1
     */
    void progressed(Occasion occasion, Progress progress, double done);

    /**
     * An occasion is over.
     *
     * @param calibrated what was decided
     */
    void calibrated(Calibrated calibrated);
  }

  /** So many that it is the time that ends it. */
  private static final int MOST_ROUNDS = 10_000;

  private final Bench bench;
  private final Listener listener;

  /**
   * Makes ready.
   *
   * @param bench where contests come from; with a library that has no profile
   * @param listener who is told
   */
  public Calibration(Bench bench, Listener listener) {
    this.bench = bench;
    this.listener = listener;
  }

  /**
   * Measures and decides. The end of the time ends it, and so does an interrupt of the thread: what
   * comes back then has fewer occasions. After an interrupt, the flag is set.
   *
   * @param occasions what to measure
   * @param sizes at which sizes, ascending
   * @param total how long all of it may take: after that, no size is begun
   * @return what was decided, for each occasion that was measured as a whole
   * @throws IOException if a strategy that serves fails
   */
  public List<Calibrated> run(List<Occasion> occasions, List<Long> sizes, Duration total)
      throws IOException {
    int contests = occasions.size() * sizes.size();
    Budget budget = new Budget(total, contests);
    List<Calibrated> all = new ArrayList<>();
    int begun = 0;
    for (Occasion occasion : occasions) {
      List<Measured> measured = new ArrayList<>();
      for (long size : sizes) {
        if (budget.isOver()) {
          return all; // half a route would tell of lengths that nobody measured
        }
        double done = (double) begun++ / contests;
        measure(occasion, size, budget.next(), done).ifPresent(measured::add);
        if (Thread.currentThread().isInterrupted()) {
          return all;
        }
      }
      Calibrated calibrated = Calibrated.of(occasion, measured);
      all.add(calibrated);
      listener.calibrated(calibrated);
    }
    return all;
  }

  private Optional<Measured> measure(Occasion occasion, long size, Duration budget, double done)
      throws IOException {
    try (StrategyContest contest = bench.strategies(occasion, size)) {
      if (!contest.situation().equals(occasion.situation())) {
        return Optional.empty(); // a file of this size is not kept mapped, for example
      }
      String builtIn = contest.chosen().orElse("");
      List<Series> series =
          contest.contenders().size() < 2 // nothing to choose
              ? List.of()
              : Alternation.of(new Effort(Crossovers.FEWEST_ROUNDS, MOST_ROUNDS, budget))
                  .telling(progress -> listener.progressed(occasion, progress, done))
                  .run(contest);
      return Optional.of(Measured.of(size, builtIn, series));
    }
  }
}
