package dev.sendfile.bench.contest;

import dev.sendfile.bench.result.Sample;
import dev.sendfile.bench.result.Series;
import dev.sendfile.bench.result.Setting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Lets the contenders of a contest alternate round by round, in an order that changes each time.
 * Before, each proves that it moves the bytes, and all warm up.
 */
public final class Alternation {

  /** Enough for the compiler of the JVM, whatever the size. */
  private static final int WARM_UP_TRANSFERS = 20_000;

  /** The part of a budget that goes to warming up. */
  private static final double WARM_UP = 0.25;

  private final Effort effort;
  private final Progress.@Nullable Listener listener;

  private Alternation(Effort effort, Progress.@Nullable Listener listener) {
    this.effort = effort;
    this.listener = listener;
  }

  /**
   * Alternates for so long.
   *
   * @param effort how long
   * @return ready to run
   */
  public static Alternation of(Effort effort) {
    return new Alternation(effort, null);
  }

  /**
   * Tells somebody after each round.
   *
   * @param told instead of those told before
   * @return another one
   */
  public Alternation telling(Progress.Listener told) {
    return new Alternation(effort, told);
  }

  /**
   * Runs a contest. A thread that is interrupted ends it: with the rounds that all contenders have
   * made up to then, and its interrupt flag set. The contest is to be closed then, as its channels
   * may be.
   *
   * @param contest whose contenders alternate
   * @return what was measured, in the order of the contenders; all have as many rounds, and nobody
   *     is among them if not a single round was complete
   * @throws ProofException if one of them does not move the bytes
   * @throws IOException if one of them fails
   */
  public List<Series> run(Contest contest) throws IOException {
    Rounds rounds = new Rounds(contest);
    try {
      rounds.proveAll();
      rounds.warmUp();
      rounds.count();
    } catch (IOException | RuntimeException e) {
      if (!Thread.currentThread().isInterrupted()) { // else it is how the channels tell
        throw e;
      }
    }
    return rounds.series();
  }

  /** One run. */
  private final class Rounds {

    private final Setting setting;
    private final List<Contender> order;
    private final Map<Contender, List<Sample>> samples = new LinkedHashMap<>();
    private final Random random;
    private final int times;
    private final long began = System.nanoTime();
    private int done;

    Rounds(Contest contest) {
      setting = contest.setting();
      order = new ArrayList<>(contest.contenders());
      order.forEach(it -> samples.put(it, new ArrayList<>()));
      random = new Random(setting.size());
      times = effort.times(setting);
    }

    void proveAll() throws IOException {
      for (Contender contender : samples.keySet()) {
        if (interrupted()) {
          return;
        }
        contender.prove();
      }
    }

    void warmUp() throws IOException {
      // a transfer that fills a round is the kernel's work: it has nothing to compile
      int most = times == 1 ? 1 : Math.min(WARM_UP_TRANSFERS / times, effort.most(setting));
      for (int i = 0; i < most && spent() < WARM_UP && !interrupted(); i++) {
        if (round().isEmpty()) {
          return;
        }
        tell(0);
      }
    }

    void count() throws IOException {
      while (!order.isEmpty() && !interrupted() && fraction() < 1) {
        Map<Contender, Sample> round = round();
        if (round.isEmpty()) {
          return;
        }
        round.forEach(
            (contender, sample) ->
                samples.computeIfAbsent(contender, it -> new ArrayList<>()).add(sample));
        done++;
        tell(fraction());
      }
    }

    /** Nobody always comes behind the same one, and finds what that one left in the caches. */
    private Map<Contender, Sample> round() throws IOException {
      Collections.shuffle(order, random);
      Map<Contender, Sample> round = new LinkedHashMap<>();
      for (Contender contender : order) {
        if (interrupted()) {
          return Map.of();
        }
        round.put(contender, contender.round(times));
      }
      return round;
    }

    private double fraction() {
      double least = (double) done / effort.least(setting);
      double most = (double) done / effort.most(setting);
      return Math.min(1, Math.max(most, Math.min(least, spent())));
    }

    /** The part of the budget that is gone. */
    private double spent() {
      return (double) (System.nanoTime() - began) / Math.max(1, effort.budget().toNanos());
    }

    private boolean interrupted() {
      return Thread.currentThread().isInterrupted();
    }

    private void tell(double fraction) {
      if (listener != null) {
        listener.after(new Progress(setting, done, fraction, series()));
      }
    }

    List<Series> series() {
      return samples.entrySet().stream()
          .filter(it -> !it.getValue().isEmpty())
          .map(it -> new Series(setting, it.getKey().name(), it.getKey().strategy(), it.getValue()))
          .toList();
    }
  }
}
