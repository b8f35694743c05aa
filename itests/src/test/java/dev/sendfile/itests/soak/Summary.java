package dev.sendfile.itests.soak;

import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What came of a soak, as a table. */
record Summary(
    Settings settings, Tally tally, List<Long> mismatches, Holdings holdings, Duration took) {

  void print(PrintStream out) {
    out.println();
    row(out, "seed", settings.seed());
    row(
        out,
        "Java",
        Runtime.version()
            + ", "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + ", "
            + Runtime.getRuntime().availableProcessors()
            + " processors");
    row(out, "time", took.toMinutes() + " min " + took.toSecondsPart() + " s");
    row(out, "transfers", tally.transfers() + ", " + settings.threads() + " at once");
    row(out, "bytes accepted", String.format(Locale.ROOT, "%,d", tally.bytes()));
    row(out, "directions", list(tally.of(Trials.DIRECTION)));
    row(out, "threads", list(tally.of(Trials.THREAD)));
    row(out, "library", list(tally.of(Trials.WORLD)));
    row(out, "strategies that ran last", list(tally.of(Trials.STRATEGY)));
    row(out, "strategies before them", list(tally.of("strategies")));
    row(out, "ended", list(tally.of(Trials.ENDED)));
    row(out, "innocent, file shared", list(tally.of(Trials.BESIDE)));
    row(out, "faults injected", tally.all(Trials.FAULT));
    tally
        .of(Trials.FAULT)
        .forEach(
            (fault, n) -> row(out, "  " + fault, n + ": " + list(tally.of("faulty " + fault))));
    for (String what : Tally.TIMED) {
      row(out, "time, by " + what, String.join(", ", tally.slowest(what, 5)));
    }
    row(out, "heap", holdings.heap());
    row(out, "direct memory", holdings.direct());
    row(out, "descriptors", holdings.descriptors() + " at last");
    row(
        out,
        "leaks",
        holdings.leaks().size()
            + ", of descriptors, mappings, threads and direct memory, after "
            + holdings.looks()
            + " looks");
    holdings.leaks().forEach(it -> out.println("  " + it));
    row(out, "mappings lost by the JDK", holdings.lost() + ", by interrupts while it mapped");
    row(out, "mismatches", mismatches.size());
    mismatches.forEach(it -> out.println("  again: " + settings.replay(it)));
    row(out, "all again", settings.replay());
  }

  private static void row(PrintStream out, String name, Object value) {
    out.printf("%-25s %s%n", name, value);
  }

  private static String list(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(it -> it.getKey() + " " + it.getValue())
        .collect(Collectors.joining(", "));
  }
}
