package dev.sendfile.bench.machine;

import com.sun.management.OperatingSystemMXBean;
import dev.sendfile.bench.result.Place;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** This machine, and the Java that runs. */
public final class Machine {

  private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

  private final int processors = Runtime.getRuntime().availableProcessors();

  /** Counts the processors: before something is pinned, as then those that are left count. */
  public Machine() {}

  /**
   * Describes it.
   *
   * @param folder where the files lie
   * @param pinning what came of pinning, in words
   * @return the place of a benchmark
   * @throws IOException if nobody knows what the folder lies on
   */
  public Place place(Path folder, String pinning) throws IOException {
    return new Place(
        processor().orElse(System.getProperty("os.arch")),
        processors,
        memory(),
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " "
            + System.getProperty("os.arch"),
        Files.getFileStore(folder).type(),
        pinning,
        Runtime.version().toString(),
        System.getProperty("java.vm.name") + ", " + System.getProperty("java.vendor"));
  }

  private static Optional<String> processor() {
    try (Stream<String> lines = Files.lines(CPU_INFO)) {
      return lines
          .filter(it -> it.startsWith("model name"))
          .map(it -> it.substring(it.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException e) { // not Linux
      return Optional.empty();
    }
  }

  private static long memory() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
        ? system.getTotalMemorySize()
        : 0;
  }
}
