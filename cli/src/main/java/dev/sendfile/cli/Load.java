package dev.sendfile.cli;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Optional;

/** Whether this machine has other work. */
final class Load {

  private Load() {}

  /**
   * Says what a busy machine does to a benchmark; empty where it is not busy, or nobody knows.
   *
   * @param processors how many it has; this process may be kept to some of them
   */
  static Optional<String> warning(int processors) {
    return warning(ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(), processors);
  }

  static Optional<String> warning(double average, int processors) {
    return average <= processors
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "warning: load average %.1f on %d processors: results scatter, trust the intervals",
                average,
                processors));
  }
}
