package dev.sendfile.ffm;

import dev.sendfile.spi.Availability;
import java.util.Set;

/** Where the calls, their numbers and their structures are what this module says they are. */
final class Platform {

  /**
   * Processors whose Linux has the generic numbers, little-endian, and passes six words in
   * registers. What is not among them was never tried.
   */
  private static final Set<String> PROCESSORS = Set.of("amd64", "aarch64");

  private Platform() {}

  /** Tells whether this is one. */
  static Availability availability() {
    String system = System.getProperty("os.name", "");
    if (!system.equals("Linux")) {
      return Availability.unavailable(
          "these are system calls of Linux, and this is " + system,
          "the other providers serve every system");
    }
    String processor = System.getProperty("os.arch", "");
    if (!PROCESSORS.contains(processor)) {
      return Availability.unavailable(
          "on Linux for " + processor + " this was never tried",
          "run on one of " + PROCESSORS.stream().sorted().toList());
    }
    return Availability.available();
  }
}
