package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each jar comes with its sources, those of the library with their documentation too. */
@Tag("once")
class CompanionJarsIT {

  static List<String> libraries() {
    return Delivered.libraries();
  }

  static List<String> all() {
    List<String> all = new ArrayList<>(libraries());
    all.addAll(Delivered.COMMAND);
    all.add(Delivered.KARAF_COMMANDS);
    all.add(Delivered.KIT);
    return all;
  }

  private static Path jar(String artifact) {
    return switch (artifact) {
      case Delivered.KARAF_COMMANDS -> Delivered.karafCommands();
      case Delivered.KIT -> Delivered.kit();
      default ->
          Delivered.COMMAND.contains(artifact)
              ? Path.of(System.getProperty("sendfile.cli.dir"), artifact + ".jar")
              : Delivered.jar(artifact);
    };
  }

  /** Paths without their ending; of classes, those at the top; none of a package's own. */
  private static Set<String> units(Path jar, String ending) throws IOException {
    return Delivered.files(jar).stream()
        .filter(it -> it.endsWith(ending) && !it.contains("$"))
        .map(it -> it.substring(0, it.length() - ending.length()))
        .map(it -> it.replaceFirst("^META-INF/versions/\\d+/", ""))
        .filter(it -> !it.endsWith("package-info"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest
  @MethodSource("all")
  void theSourcesAreThoseOfTheClasses(String artifact) throws IOException {
    assumeFalse(Boolean.getBoolean("maven.source.skip"), "built without sources");

    assertThat(units(Delivered.companion(artifact, "sources"), ".java"))
        .isNotEmpty()
        .isEqualTo(units(jar(artifact), ".class"));
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void theDocumentationHasAPageForEachTypeThatCanBeNamed(String artifact) throws IOException {
    assumeFalse(Boolean.getBoolean("maven.javadoc.skip"), "built without documentation");
    Path jar = jar(artifact);
    String module = Delivered.module(jar).name();
    List<String> pages = new ArrayList<>(List.of("index.html", module + "/module-summary.html"));
    try (URLClassLoader loader = Delivered.loader(jar)) {
      for (Class<?> type : Delivered.exportedTypes(jar, loader)) {
        String folder = module + "/" + type.getPackageName().replace('.', '/') + "/";
        String name = type.getCanonicalName().substring(type.getPackageName().length() + 1);
        pages.add(folder + name + ".html");
      }
    }

    pages.removeAll(Delivered.files(Delivered.companion(artifact, "javadoc")));
    assertThat(pages).as("pages that are missing").isEmpty();
  }
}
