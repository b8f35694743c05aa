package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.itests.fixture.Compiled;
import dev.sendfile.spi.TransferStrategy;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A strategy is found on the class path, on the module path and in a framework, or in none of them:
 * each reads another list, and nobody notices a name that is missing in one. Some of these tests
 * are of jars made to be wrong.
 */
@Tag("once")
class DescriptorsIT {

  private static final String SERVICE = TransferStrategy.class.getName();

  @TempDir Path folder;
  private Path classes;
  private final Manifest manifest = new Manifest();

  static List<String> libraries() {
    return Delivered.libraries();
  }

  static List<String> providers() {
    return Delivered.providers();
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void allListsOfAJarAreEqual(String library) throws IOException {
    assertThat(Descriptors.of(Delivered.jar(library)).contradictions()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("providers")
  void aProviderProvides(String provider) throws IOException {
    assertThat(Descriptors.of(Delivered.jar(provider)).classPath().get(SERVICE)).isNotEmpty();
  }

  @Test
  void eitherAllBundlesRegisterTheirsOrNone() throws IOException {
    Map<String, Boolean> registering = new HashMap<>();
    for (String provider : providers()) {
      registering.put(provider, Descriptors.of(Delivered.jar(provider)).activator() != null);
    }
    assertThat(registering.values().stream().distinct()).as("%s", registering).hasSize(1);
  }

  // ---- jars made here, right at first

  @BeforeEach
  void compile() throws IOException {
    classes = Files.createDirectory(folder.resolve("classes"));
    compile(classes, "made.One, made.Two");
    Compiled.declare(classes, TransferStrategy.class, "made.One", "made.Two");
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
  }

  private static void compile(Path into, String providers) throws IOException {
    Map<String, String> sources = new HashMap<>();
    sources.put("One.java", Compiled.strategySource("made", "One", "one"));
    sources.put("Two.java", Compiled.strategySource("made", "Two", "two"));
    sources.put(
        "Both.java",
        """
        package made;
        class Both {
          java.util.function.Supplier<?> one = One::new;
          Object two = new Two();
        }
        """);
    sources.put("Half.java", "package made; class Half { Object two = new Two(); }");
    sources.put(
        "module-info.java",
        "module made { requires dev.sendfile; provides " + SERVICE + " with " + providers + "; }");
    Compiled.compile(into, sources, "-p", Delivered.jar("sendfile-api").toString());
  }

  private Descriptors jar() throws IOException {
    Path jar = folder.resolve("made.jar");
    try (Stream<Path> files = Files.walk(classes);
        OutputStream out = Files.newOutputStream(jar);
        JarOutputStream entries = new JarOutputStream(out, manifest)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        entries.putNextEntry(new JarEntry(classes.relativize(file).toString()));
        Files.copy(file, entries);
        entries.closeEntry();
      }
    }
    return Descriptors.of(jar);
  }

  private void set(String header, String value) {
    manifest.getMainAttributes().putValue(header, value);
  }

  @Test
  void equalListsAreNoContradiction() throws IOException {
    set("Bundle-Activator", "made.Both");
    set("Provide-Capability", "osgi.service;objectClass:List<String>=\"" + SERVICE + "\"");

    assertThat(jar().contradictions()).isEmpty();
  }

  @Test
  void aNameMissingInTheServicesFileIsSeen() throws IOException {
    Compiled.declare(classes, TransferStrategy.class, "made.One");

    assertThat(jar().contradictions())
        .containsExactly(
            "module-info.class has {%1$s=[made.One, made.Two]}, META-INF/services {%1$s=[made.One]}"
                .formatted(SERVICE));
  }

  @Test
  void anActivatorThatForgetsOneIsSeen() throws IOException {
    set("Bundle-Activator", "made.Half");

    assertThat(jar().contradictions())
        .singleElement()
        .asString()
        .startsWith("Bundle-Activator has {" + SERVICE + "=[made.Two]}");
  }

  @Test
  void aModuleOfALaterReleaseThatForgetsOneIsSeen() throws IOException {
    Path later = Files.createDirectory(folder.resolve("later"));
    compile(later, "made.One");
    Path versioned = Files.createDirectories(classes.resolve("META-INF/versions/22"));
    Files.copy(later.resolve("module-info.class"), versioned.resolve("module-info.class"));

    assertThat(jar().contradictions())
        .singleElement()
        .asString()
        .startsWith("META-INF/versions/22/module-info.class has {" + SERVICE + "=[made.One]}");
  }

  @Test
  void capabilitiesThatMisleadAFrameworkAreSeen() throws IOException {
    set("Provide-Capability", "osgi.service;objectClass:List<String>=\"other.Service\"");
    assertThat(jar().contradictions())
        .containsExactly("Provide-Capability has osgi.service, but not of " + SERVICE);

    set("Provide-Capability", "osgi.serviceloader;osgi.serviceloader=\"" + SERVICE + "\"");
    assertThat(jar().contradictions())
        .containsExactly(
            "osgi.serviceloader in Provide-Capability: a mediator would register it again");
  }

  @Test
  void aJarThatIsAModuleOnLaterReleasesAloneIsSeen() throws IOException {
    Files.delete(classes.resolve("module-info.class"));

    assertThat(jar().contradictions())
        .containsExactly("no module-info.class outside META-INF/versions");
  }
}
