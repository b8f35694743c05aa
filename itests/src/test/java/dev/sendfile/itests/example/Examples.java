package dev.sendfile.itests.example;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The projects of the folder {@code examples}, built once for all tests by the commands that their
 * README names, from copies without anything that was built before.
 */
final class Examples implements BeforeAllCallback {

  /** Enough for a machine that has to fetch each plugin first. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /** This one; JVMs that are soon over need no second compiler. */
  private static final Map<String, String> JAVA =
      Map.of(
          "JAVA_HOME",
          System.getProperty("java.home"),
          "JDK_JAVA_OPTIONS",
          "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");

  private Built built;

  @Override
  public void beforeAll(ExtensionContext context) {
    built =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(Examples.class))
            .computeIfAbsent(Built.class, key -> Built.make(), Built.class);
  }

  /** The folder that holds the folder {@code examples}. */
  Path folder() {
    return built.folder;
  }

  /** The jar of the provider. */
  Path provider() {
    return built.folder.resolve(
        "examples/custom-provider/target/sendfile-provider-paced-1.0.0.jar");
  }

  /** The jar of the application. */
  Path application() {
    return built.folder.resolve("examples/application/target/sendfile-application-1.0.0.jar");
  }

  /** The folder of the application with its own Java. */
  Path image() {
    return built.folder.resolve("examples/application/target/maven-jlink/classifiers/image");
  }

  /**
   * All of them, built.
   *
   * @param folder where they lie as they do in a clone of the project
   */
  private record Built(Path folder) implements AutoCloseable {

    static Built make() {
      try {
        Built made = new Built(Files.createTempDirectory("examples"));
        try {
          made.build();
        } catch (IOException | RuntimeException | Error e) {
          made.close();
          throw e;
        }
        return made;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void build() throws IOException {
      Path repository = Files.createDirectory(folder.resolve("repository"));
      LocalRepository.layOut(repository);
      for (String part : List.of(".mvn", "examples")) {
        copy(Path.of(System.getProperty("sendfile.project.dir"), part), folder.resolve(part));
      }
      run("mvn -f examples/custom-provider package", repository);
      run("mvn -f examples/application package", repository);
    }

    private static void copy(Path from, Path to) throws IOException {
      try (Stream<Path> files = Files.walk(from)) {
        for (Path file : files.toList()) {
          Path name = from.relativize(file);
          if (Stream.iterate(name, it -> it != null, Path::getParent)
              .noneMatch(it -> it.endsWith("target"))) {
            Files.copy(file, to.resolve(name.toString()));
          }
        }
      }
    }

    private void run(String command, Path repository) throws IOException {
      assertThat(folder.resolve("examples/README.md")).content().contains(command);
      List<String> words = new ArrayList<>(List.of(command.split(" ")));
      words.addAll(List.of("-B", "-ntp", "-Dmaven.repo.local=" + repository));
      if (System.getProperty("sendfile.maven").equals("offline=true")) {
        words.add("-o");
      }
      Program maven;
      try {
        maven = Program.run(folder, JAVA, PATIENCE, words);
      } catch (IOException e) {
        abort("no mvn on the path: " + e.getMessage());
        return;
      }
      assumeFalse(
          maven.output().contains("in offline mode and"),
          command + ": not all that it needs was downloaded before; build once without -o");
      assertThat(maven.exit()).as(maven.output()).isZero();
    }

    @Override
    public void close() throws IOException {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
