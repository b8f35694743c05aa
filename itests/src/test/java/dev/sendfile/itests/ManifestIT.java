package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import aQute.bnd.header.Attrs;
import aQute.bnd.header.Parameters;
import dev.sendfile.Explanation.Verdict;
import dev.sendfile.Sendfile;
import dev.sendfile.StrategyInfo;
import dev.sendfile.TransferRequest;
import dev.sendfile.itests.fixture.Content;
import dev.sendfile.itests.fixture.Line;
import dev.sendfile.itests.fixture.TargetKind;
import dev.sendfile.spi.Capability;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests, read header by header: what a bundle needs, what it gives, and no more. */
class ManifestIT {

  private static final String EXECUTION_ENVIRONMENT = "(&(osgi.ee=JavaSE)(version=17))";

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
    assertThat(required.get("osgi.ee"))
        .containsExactly(Map.entry("filter:", EXECUTION_ENVIRONMENT));
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
        .containsExactlyInAnyOrder("org.osgi.framework", "org.osgi.util.tracker", "jdk.jfr");
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
  void whatAProviderProvidesIsWhatItsStrategySays(String artifact) throws Exception {
    Parameters provided = clauses(artifact, "Provide-Capability");
    Attrs strategy = provided.get("dev.sendfile.strategy");
    assertThat(strategy.keySet())
        .containsExactlyInAnyOrder("name", "technique", "zero-copy", "version");
    assertThat(strategy.getType("version")).isEqualTo(Attrs.Type.VERSION);
    assertThat(strategy.getVersion()).isEqualTo(header(artifact, "Bundle-Version"));
    assertThat(provided.get("osgi.service").get("objectClass"))
        .isEqualTo("dev.sendfile.spi.TransferStrategy");

    Sendfile sendfile = Sendfile.getDefault();
    assertThat(sendfile.strategies())
        .extracting(StrategyInfo::name, StrategyInfo::technique)
        .contains(tuple(strategy.get("name"), strategy.get("technique")));
    try (Line line = TargetKind.TCP_BLOCKING.open()) {
      Verdict verdict =
          sendfile
              .explain(line.to(TransferRequest.from(Content.file(folder, 1 << 20))))
              .verdicts()
              .stream()
              .filter(it -> it.strategy().equals(strategy.get("name")))
              .findFirst()
              .orElseThrow();
      assertThat(Boolean.toString(verdict.capabilities().contains(Capability.ZERO_COPY)))
          .isEqualTo(strategy.get("zero-copy"));
    }
  }
}
