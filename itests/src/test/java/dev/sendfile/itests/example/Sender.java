package dev.sendfile.itests.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The example application in some world: how it is started, and what a sent file came to.
 *
 * @param command all but its arguments
 */
record Sender(List<String> command) {

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

  /**
   * A file that was sent.
   *
   * @param output what the application printed
   * @param bytes what arrived
   * @param took how long it ran, the start of its JVM included
   */
  record Sent(String output, byte[] bytes, Duration took) {}

  /** On a class path. */
  static Sender onClassPath(String path) {
    return new Sender(List.of(JAVA, "-cp", path, "org.example.application.Main"));
  }

  /** On a module path. */
  static Sender onModulePath(String path) {
    return new Sender(
        List.of(JAVA, "-p", path, "-m", "org.example.application/org.example.application.Main"));
  }

  /** The image that was linked. */
  static Sender ofImage(Path image) {
    return new Sender(List.of(image.resolve("bin/send").toString()));
  }

  /** Sends a file to a listener, with options of the JVM. */
  Sent send(Path file, List<String> options, String... more) throws Exception {
    try (Listener listener = new Listener()) {
      long began = System.nanoTime();
      Program program = run(options, arguments(file, listener.address(), more));
      Duration took = Duration.ofNanos(System.nanoTime() - began);
      assertThat(program.exit()).as(program.output()).isZero();
      return new Sent(program.output(), listener.received(), took);
    }
  }

  private static List<String> arguments(Path file, String address, String... more) {
    List<String> arguments = new ArrayList<>(List.of(file.toString(), address));
    arguments.addAll(List.of(more));
    return arguments;
  }

  /** Runs it with options of the JVM and arguments of its own. */
  Program run(List<String> options, List<String> arguments) throws IOException {
    List<String> words = new ArrayList<>(command);
    words.addAll(arguments);
    Map<String, String> environment = Map.of("JDK_JAVA_OPTIONS", String.join(" ", options));
    return Program.run(Path.of("").toAbsolutePath(), environment, PATIENCE, words);
  }
}
