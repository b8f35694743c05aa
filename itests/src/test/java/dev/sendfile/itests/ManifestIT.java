package dev.sendfile.itests;

import static dev.sendfile.spi.Capability.ZERO_COPY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import aQute.bnd.header.Attrs;
import aQute.bnd.header.Parameters;
import dev.sendfile.Explanation.Standing;
import dev.sendfile.Explanation.Verdict;
import dev.sendfile.FileSource;
import dev.sendfile.PreparedTarget;
import dev.sendfile.Sendfile;
import dev.sendfile.StrategyInfo;
import dev.sendfile.TransferRequest;
import dev.sendfile.itests.fixture.Providers;
import dev.sendfile.spi.Capability;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.TargetKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests, read header by header: what a bundle needs, what it gives, and no more. */
@Tag("once")
class ManifestIT {

  private static final String EXECUTION_ENVIRONMENT = "(&(osgi.ee=JavaSE)(version=%s))";

  private static final String STRATEGY = "dev.sendfile.strategy";

  @TempDir Path folder;

  static List<String> libraries() {
    return Delivered.libraries();
  }

  static List<String> providers() {
    return Delivered.providers();
  }

  private static String header(String artifact, String name) throws IOException {
    return Delivered.manifest(Delivered.jar(artifact)).getValue(name);
  }

  private static Parameters clauses(String artifact, String header) throws IOException {
    return new Parameters(header(artifact, header));
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void itSaysWhatItIs(String artifact) throws IOException {
    Attributes manifest = Delivered.manifest(Delivered.jar(artifact));
    assertThat(manifest.getValue("Bundle-ManifestVersion")).isEqualTo("2");
    assertThat(manifest.getValue("Bundle-Name")).startsWith("sendfile ");
    assertThat(manifest.getValue("Bundle-Description")).isNotBlank();
    assertThat(manifest.getValue("Bundle-License")).isEqualTo("Apache-2.0");
    assertThat(manifest.getValue("Bundle-Version"))
        .isEqualTo(System.getProperty("sendfile.version").replace("-", "."));
    assertThat(manifest.keySet().stream().map(Object::toString))
        .as("what tools write for themselves")
        .doesNotContain("Private-Package", "Tool", "Bnd-LastModified", "Created-By-Bnd");
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void itRequiresItsJavaAndNothingElse(String artifact) throws IOException {
    Parameters required = clauses(artifact, "Require-Capability");
    assertThat(required.keySet()).containsExactly("osgi.ee");
    int java = artifact.equals(Providers.NATIVE_ARTIFACT) ? 22 : 17;
    assertThat(required.get("osgi.ee"))
        .containsExactly(Map.entry("filter:", EXECUTION_ENVIRONMENT.formatted(java)));
    assertThat(header(artifact, "Require-Bundle")).isNull();
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void whatIsNotOfTheJdkIsImportedInARange(String artifact) throws IOException {
    clauses(artifact, "Import-Package")
        .forEach(
            (name, attributes) -> {
              if (name.startsWith("jdk.") || name.startsWith("sun.")) {
                assertThat(attributes.get("resolution:")).as(name).isEqualTo("optional");
              } else if (name.startsWith("javax.net.")) { // which is there wherever Java is
                assertThat(attributes.getVersion()).as(name).isNull();
              } else {
                assertThat(name).doesNotStartWith("java.");
                assertThat(attributes.getVersion()).as(name).matches("\\[[0-9.]+,[0-9.]+\\)");
                assertThat(attributes.get("resolution:")).as(name).isNull();
              }
            });
  }

  @Test
  void theApiImportsTheFrameworkAndExportsTwoPackages() throws IOException {
    assertThat(clauses("sendfile-api", "Import-Package").keySet())
        .containsExactlyInAnyOrder(
            "org.osgi.framework", "org.osgi.util.tracker", "jdk.jfr", "javax.net.ssl");
    Parameters exported = clauses("sendfile-api", "Export-Package");
    assertThat(exported.keySet()).containsExactlyInAnyOrder("dev.sendfile", "dev.sendfile.spi");
    exported.forEach((name, attributes) -> assertThat(attributes.getVersion()).isEqualTo("0.1.0"));
    assertThat(exported.get("dev.sendfile").get("uses:")).isEqualTo("dev.sendfile.spi");
  }

  @Test
  void theApiWaitsForAConfigurationAdminAndForItsFirstUser() throws IOException {
    Parameters dynamic = clauses("sendfile-api", "DynamicImport-Package");
    assertThat(dynamic.keySet()).containsExactly("org.osgi.service.cm");
    assertThat(dynamic.get("org.osgi.service.cm").getVersion()).isEqualTo("[1.5,2)");
    assertThat(header("sendfile-api", "Bundle-ActivationPolicy")).isEqualTo("lazy");
    assertThat(clauses("sendfile-api", "Provide-Capability").get("osgi.service").get("objectClass"))
        .isEqualTo("dev.sendfile.Sendfile");
  }

  @ParameterizedTest
  @MethodSource("providers")
  void aProviderImportsTheSpiAndTheFrameworkAndExportsNothing(String artifact) throws IOException {
    assertThat(clauses(artifact, "Import-Package").keySet())
        .contains("dev.sendfile.spi", "org.osgi.framework")
        .isSubsetOf("dev.sendfile.spi", "org.osgi.framework", "sun.misc");
    assertThat(header(artifact, "Export-Package")).isNull();
    assertThat(header(artifact, "DynamicImport-Package")).isNull();
    assertThat(header(artifact, "Bundle-ActivationPolicy")).as("it must start").isNull();
  }

  /** What a deployment requires is what it gets. */
  @ParameterizedTest
  @MethodSource("providers")
  void whatAProviderProvidesIsWhatItsStrategiesSay(String artifact) throws Exception {
    Parameters provided = clauses(artifact, "Provide-Capability");
    assertThat(provided.get("osgi.service").get("objectClass"))
        .isEqualTo("dev.sendfile.spi.TransferStrategy");
    List<Attrs> strategies =
        provided.entrySet().stream()
            .filter(it -> it.getKey().replaceFirst("~+$", "").equals(STRATEGY))
            .map(Map.Entry::getValue)
            .toList();
    assertThat(strategies).isNotEmpty();
    for (Attrs strategy : strategies) {
      assertThat(strategy.keySet())
          .containsExactlyInAnyOrder("name", "technique", "zero-copy", "version");
      assertThat(strategy.getType("version")).isEqualTo(Attrs.Type.VERSION);
      assertThat(strategy.getVersion()).isEqualTo(header(artifact, "Bundle-Version"));
    }
    assumeTrue(
        !artifact.equals(Providers.NATIVE_ARTIFACT) || !Providers.nativeStrategies().isEmpty(),
        "this Java cannot load them, and ask");
    for (Attrs strategy : strategies) {
      assertThat(Sendfile.getDefault().strategies())
          .extracting(StrategyInfo::name, StrategyInfo::technique)
          .contains(tuple(strategy.get("name"), strategy.get("technique")));
      assertThat(Boolean.toString(capabilities(strategy.get("name")).contains(ZERO_COPY)))
          .as(strategy.get("name"))
          .isEqualTo(strategy.get("zero-copy"));
    }
  }

  /** What a strategy says that it can do, on the first route that it serves. */
  private Set<Capability> capabilities(String strategy) throws Exception {
    Sendfile forced = Sendfile.getDefault().withForce(strategy);
    Path file = Content.file(folder, 1 << 20);
    Path small = Content.file(Files.createDirectories(folder.resolve("small")), 1000);
    try (Line line = TargetKind.TCP_BLOCKING.open();
        FileSource prepared = FileSource.builder(small).mapped().open();
        PreparedTarget target = PreparedTarget.of(line.target(SocketChannel.class))) {
      return Stream.of(
              line.to(TransferRequest.from(file)),
              TransferRequest.from(file).to(folder.resolve("copy")),
              TransferRequest.from(target.channel()).to(folder.resolve("copy")),
              TransferRequest.from(prepared).to(target))
          .flatMap(it -> verdicts(forced, it).stream())
          .filter(it -> it.strategy().equals(strategy) && it.standing() == Standing.CHOSEN)
          .map(Verdict::capabilities)
          .findFirst()
          .orElseThrow(() -> new AssertionError(strategy + " serves none of these routes"));
    }
  }

  private static List<Verdict> verdicts(Sendfile sendfile, TransferRequest request) {
    try {
      return sendfile.explain(request).verdicts();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
