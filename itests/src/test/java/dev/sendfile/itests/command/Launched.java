package dev.sendfile.itests.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * What a process that has ended came to.
 *
 * @param exit its exit code
 * @param out what it printed
 * @param err what it printed of errors
 */
record Launched(int exit, String out, String err) {

  static final Path LAUNCHER = Path.of("..", "bin", "sendfile").toAbsolutePath().normalize();
  static final Path LIBRARIES = LAUNCHER.resolve("../../cli/target/lib").normalize();
  static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /** For a JVM that has ended before a better compiler pays. */
  static final String SOON_OVER = "-XX:TieredStopAtLevel=1";

  private static final int SECONDS = 50;

  /** Runs {@code bin/sendfile} on the JVM that runs the tests. */
  static Launched sendfile(Path folder, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(LAUNCHER.toString()));
    command.addAll(List.of(arguments));
    return process(folder, command);
  }

  /** Runs {@code bin/sendfile} under {@code strace}; the system calls go to a file. */
  static Launched traced(Path folder, Path trace, String calls, String... arguments)
      throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of("strace", "-f", "-qq", "-e", "trace=" + calls, "-o", trace.toString()));
    command.add(LAUNCHER.toString());
    command.addAll(List.of(arguments));
    return process(folder, command);
  }

  /** Runs the JVM that runs the tests, with the options and the main class or module given. */
  static Launched java(Path folder, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(JAVA, "-XX:+UseSerialGC", SOON_OVER));
    command.addAll(List.of(arguments));
    return process(folder, command);
  }

  private static Launched process(Path folder, List<String> command) throws Exception {
    Path out = Files.createTempFile(folder, "out", ".txt");
    Path err = Files.createTempFile(folder, "err", ".txt");
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
    builder.environment().put("SENDFILE_JAVA", JAVA);
    builder.environment().put("SENDFILE_JAVA_OPTS", SOON_OVER);
    Process process = builder.start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError(command + " did not end within " + SECONDS + " s");
    }
    return new Launched(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  /** Skips the calling test where a program is missing or may not do its work. */
  static void assume(String... command) throws InterruptedException {
    int exit;
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      exit = process.waitFor(1, TimeUnit.MINUTES) ? process.exitValue() : -1;
    } catch (IOException e) {
      exit = -1;
    }
    Assumptions.assumeTrue(exit == 0, () -> String.join(" ", command) + " does not work here");
  }
}
