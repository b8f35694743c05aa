package dev.sendfile.cli.bench;

import dev.sendfile.bench.contest.Alternation;
import dev.sendfile.bench.contest.Bench;
import dev.sendfile.bench.contest.Contest;
import dev.sendfile.bench.contest.Effort;
import dev.sendfile.bench.contest.Progress;
import dev.sendfile.bench.result.LeftOut;
import dev.sendfile.bench.result.Series;
import dev.sendfile.bench.result.Setting;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Runs contest after contest, within a time. An interrupt of its thread ends it early. */
public final class Run {

  /** Stands for a variant where a setting as a whole cannot be. */
  private static final String ALL = "all";

  private static final String TOO_LATE = "the time was over: give more --seconds";

  /** Who is told while it runs. */
  public interface Listener extends Progress.Listener {

    /**
     * A setting is over.
     *
     * @param series what was measured of it, at least one
     */
    void measured(List<Series> series);
  }

  private final Bench bench;
  private final Predicate<String> wanted;
  private final Listener listener;
  private final List<Series> series = new ArrayList<>();
  private final List<LeftOut> leftOut = new ArrayList<>();

  /**
   * Makes ready.
   *
   * @param bench where contests come from
   * @param wanted which variants take part
   * @param listener who is told
   */
  public Run(Bench bench, Predicate<String> wanted, Listener listener) {
    this.bench = bench;
    this.wanted = wanted;
    this.listener = listener;
  }

  /**
   * Runs. Afterwards the interrupt flag of the thread is set if it was interrupted.
   *
   * @param settings which contests, in which order
   * @param total how long all of them may take: after that, none is begun
   * @throws IOException if one of them cannot run
   */
  public void run(List<Setting> settings, Duration total) throws IOException {
    Budget budget = new Budget(total, settings.size());
    for (Setting setting : settings) {
      if (Thread.currentThread().isInterrupted()) {
        return;
      }
      Optional<String> objection =
          budget.isOver() ? Optional.of(TOO_LATE) : bench.objection(setting);
      if (objection.isPresent()) {
        leftOut.add(new LeftOut(setting, ALL, objection.get()));
      } else {
        run(setting, budget.next());
      }
    }
  }

  private void run(Setting setting, Duration budget) throws IOException {
    try (Contest contest = bench.contest(setting, wanted)) {
      leftOut.addAll(contest.leftOut());
      List<Series> measured = Alternation.of(Effort.within(budget)).telling(listener).run(contest);
      series.addAll(measured);
      if (!measured.isEmpty()) {
        listener.measured(measured);
      }
    }
  }

  /**
   * Returns what was measured.
   *
   * @return all of it, up to now
   */
  public List<Series> series() {
    return List.copyOf(series);
  }

  /**
   * Returns what was not.
   *
   * @return with reasons
   */
  public List<LeftOut> leftOut() {
    return List.copyOf(leftOut);
  }
}
