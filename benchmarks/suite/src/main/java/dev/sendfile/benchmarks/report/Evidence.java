package dev.sendfile.benchmarks.report;

import dev.sendfile.bench.result.Results;
import dev.sendfile.benchmarks.engine.EngineCosts;
import dev.sendfile.benchmarks.receivers.ServiceCost;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What was measured, as it lies in a folder.
 *
 * @param runs transfers beside those of rivals
 * @param engines what the engine adds, on each Java that this was measured on
 * @param receivers what it took to serve many slow receivers
 * @param unread other JSON files, which a reader may want: what JMH itself has written
 */
record Evidence(
    List<Run> runs, List<Engine> engines, Optional<Receivers> receivers, List<Path> unread) {

  /** A file of results. */
  record Run(Path file, Results results) {

    int java() {
      return feature(results.place().java());
    }
  }

  /** A file of what the engine adds. */
  record Engine(Path file, EngineCosts costs) {

    int java() {
      return feature(costs.java());
    }
  }

  /** A file of what slow receivers took. */
  record Receivers(Path file, ServiceCost cost) {}

  Evidence {
    runs = List.copyOf(runs);
    engines = List.copyOf(engines);
    unread = List.copyOf(unread);
  }

  /** Lists the releases of Java that transfers were measured on, the newest first. */
  List<Integer> javas() {
    return runs.stream().map(Run::java).distinct().sorted(Comparator.reverseOrder()).toList();
  }

  List<Run> runs(int java) {
    return runs.stream().filter(it -> it.java() == java).toList();
  }

  Optional<Engine> engine(int java) {
    return engines.stream().filter(it -> it.java() == java).findFirst();
  }

  private static int feature(String version) {
    return Runtime.Version.parse(version).feature();
  }
}
