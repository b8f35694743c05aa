package dev.sendfile.mmap;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What this process has mapped, as Linux tells it. */
final class Mappings {

  private static final Path MAPS = Path.of("/proc/self/maps");

  private Mappings() {}

  /** How many mappings of a file there are now; the test is skipped where that is not known. */
  static long of(Path file) throws IOException {
    assumeTrue(Files.exists(MAPS), "only Linux tells what is mapped");
    String path = file.toRealPath().toString();
    try (Stream<String> lines = Files.lines(MAPS, StandardCharsets.UTF_8)) {
      return lines.filter(it -> it.endsWith(path)).count();
    }
  }
}
