package dev.sendfile.itests.example;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * What a program that has ended came to.
 *
 * @param exit its exit code
 * @param output what it printed, errors included
 */
record Program(int exit, String output) {

  /** Runs one in a folder, with more variables in its environment. */
  static Program run(
      Path folder, Map<String, String> environment, Duration atMost, List<String> command)
      throws IOException {
    Path output = Files.createTempFile("program", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    try {
      if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new AssertionError(
            command + " still ran after " + atMost + ": " + Files.readString(output));
      }
      return new Program(process.exitValue(), Files.readString(output));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    } finally {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      Files.delete(output);
    }
  }
}
