package dev.sendfile.itests.soak;

import dev.sendfile.tck.fixture.Resources;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;

/**
 * Runs transfers in rounds. Between two rounds nothing runs, and what is held then must not be more
 * than after the first.
 */
final class Soak {

  /** Loads what is loaded once. */
  private static final long FIRST_ROUND = 2_000;

  private static final long ROUND = 10_000;
  private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

  /** With more than that, nobody reads on. */
  private static final int MOST_MISMATCHES = 10;

  /** Holds still what would count as held. */
  interface Stillness {
    void begin();

    void end();

    Stillness NONE =
        new Stillness() {
          @Override
          public void begin() {}

          @Override
          public void end() {}
        };
  }

  private final Settings settings;
  private final LongFunction<Map<String, String>> trials;
  private final PrintStream out;
  private final Tally tally = new Tally();
  private final List<Long> mismatches = Collections.synchronizedList(new ArrayList<>());
  private final AtomicLong next = new AtomicLong();
  private final long began = System.nanoTime();
  private final Resources before = Resources.now();
  private Holdings holdings;

  Soak(Settings settings, LongFunction<Map<String, String>> trials, PrintStream out) {
    this.settings = settings;
    this.trials = trials;
    this.out = out;
  }

  /**
   * Runs all.
   *
   * @param folder what is mapped in there counts as held
   * @return whether there was neither a mismatch nor a leak
   */
  boolean run(Path folder, Stillness stillness) throws Exception {
    ExecutorService workers =
        Executors.newFixedThreadPool(settings.threads(), work -> new Thread(work, "test-worker"));
    try {
      long to = Math.min(settings.transfers(), FIRST_ROUND);
      while (to > 0) {
        round(workers, to);
        stillness.begin();
        try {
          look(folder);
        } finally {
          stillness.end();
        }
        boolean goesOn = to < settings.transfers() && mismatches.size() < MOST_MISMATCHES;
        to = goesOn ? Math.min(settings.transfers(), to + ROUND) : 0;
      }
    } finally {
      workers.shutdown();
    }
    new Summary(settings, tally, mismatches, holdings, elapsed()).print(out);
    return mismatches.isEmpty() && holdings.leaks().isEmpty();
  }

  private void look(Path folder) {
    if (holdings == null) {
      holdings = new Holdings(folder, before);
    }
    // the moment is short: most interrupts miss it, and who never unmaps would be found
    long interrupted = tally.of(Trials.INTERRUPTED_MAPPING).getOrDefault(Trials.YES, 0L);
    holdings.look(interrupted == 0 ? 0 : 2 + interrupted / 20);
  }

  private void round(ExecutorService workers, long to) throws Exception {
    Callable<Void> work =
        () -> {
          for (long number = next.getAndIncrement();
              number < to && mismatches.size() < MOST_MISMATCHES;
              number = next.getAndIncrement()) {
            one(number);
          }
          return null;
        };
    List<Future<Void>> working = new ArrayList<>();
    for (int i = 0; i < settings.threads(); i++) {
      working.add(workers.submit(work));
    }
    for (Future<Void> it : working) {
      await(it);
    }
    next.set(to);
  }

  private void await(Future<Void> worker) throws Exception {
    while (!worker.isDone()) {
      try {
        worker.get(BETWEEN_LINES.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        printProgress();
      }
    }
    worker.get();
  }

  /** Runs the transfer of a number, and tells of it if something is wrong. */
  private void one(long number) {
    Map<String, String> told = trials.apply(number);
    tally.count(told);
    if (told.containsKey(Trials.COMPLAINT)) {
      mismatches.add(number);
      out.printf(
          "mismatch in transfer %d: %s%n  %s%n  again: %s%n",
          number, told.get(Trials.COMPLAINT), told.get(Trials.CHOICES), settings.replay(number));
    }
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private void printProgress() {
    out.printf(
        Locale.ROOT,
        "%,9d of %,d transfers, %,d MiB, %,d faults, %d mismatches, %d leaks, %d s%n",
        tally.transfers(),
        settings.transfers(),
        tally.bytes() >> 20,
        tally.all(Trials.FAULT),
        mismatches.size(),
        holdings == null ? 0 : holdings.leaks().size(),
        elapsed().toSeconds());
  }
}
