package dev.sendfile.itests.soak;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what transfers tell. Safe for use by many threads. */
final class Tally {

  /** By what the time is told that transfers took. */
  static final List<String> TIMED = List.of(Trials.SOURCE, Trials.TARGET, Trials.FAULT);

  private final Map<String, Map<String, LongAdder>> counts = new ConcurrentHashMap<>();
  private final LongAdder transfers = new LongAdder();
  private final LongAdder bytes = new LongAdder();

  void count(Map<String, String> told) {
    transfers.increment();
    bytes.add(Long.parseLong(told.getOrDefault(Trials.BYTES, "0")));
    for (String what :
        new String[] {
          Trials.DIRECTION,
          Trials.STRATEGY,
          Trials.WORLD,
          Trials.THREAD,
          Trials.ENDED,
          Trials.BESIDE,
          Trials.FAULT,
          Trials.INTERRUPTED_MAPPING
        }) {
      if (told.containsKey(what)) {
        add(what, told.get(what), 1);
      }
    }
    for (String what : new String[] {Trials.PASSED_OVER, Trials.WITHDRAWN}) {
      add("strategies", what, Long.parseLong(told.getOrDefault(what, "0")));
    }
    long took = Long.parseLong(told.get(Trials.TOOK));
    for (String what : TIMED) {
      String which = told.getOrDefault(what, "none");
      add("took by " + what, which, took);
      add("timed by " + what, which, 1);
    }
    if (told.containsKey(Trials.FAULT)) {
      add("faulty " + told.get(Trials.FAULT), told.getOrDefault(Trials.ENDED, "?"), 1);
    }
  }

  private void add(String what, String which, long number) {
    counts
        .computeIfAbsent(what, it -> new ConcurrentHashMap<>())
        .computeIfAbsent(which, it -> new LongAdder())
        .add(number);
  }

  long transfers() {
    return transfers.sum();
  }

  long bytes() {
    return bytes.sum();
  }

  /** How many of each, by name. */
  SortedMap<String, Long> of(String what) {
    SortedMap<String, Long> sorted = new TreeMap<>();
    counts.getOrDefault(what, Map.of()).forEach((which, n) -> sorted.put(which, n.sum()));
    return sorted;
  }

  /** Those that took most of the time: how much of it in percent, and milliseconds for each. */
  List<String> slowest(String what, int most) {
    SortedMap<String, Long> took = of("took by " + what);
    SortedMap<String, Long> timed = of("timed by " + what);
    double all = all("took by " + what);
    return took.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .limit(most)
        .map(
            it ->
                String.format(
                    Locale.ROOT,
                    "%s %.0f %% (%.1f ms each)",
                    it.getKey(),
                    100 * it.getValue() / all,
                    it.getValue() / 1000.0 / timed.get(it.getKey())))
        .toList();
  }

  long all(String what) {
    return of(what).values().stream().mapToLong(Long::longValue).sum();
  }
}
