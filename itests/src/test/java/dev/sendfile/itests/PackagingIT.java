package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.util.List;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the jars are called, and what their modules show. The manifests are in {@link ManifestIT}.
 */
@Tag("once")
class PackagingIT {

  static List<String> libraries() {
    return Delivered.libraries();
  }

  static List<String> providers() {
    return Delivered.providers();
  }

  private static Attributes manifest(String artifact) throws IOException {
    return Delivered.manifest(Delivered.jar(artifact));
  }

  private static ModuleDescriptor module(String artifact) {
    return Delivered.module(Delivered.jar(artifact));
  }

  @Test
  void theLibraryIsTheApiAndProviders() {
    assertThat(providers())
        .contains("sendfile-provider-mmap", "sendfile-provider-nio", "sendfile-provider-rwloop");
    assertThat(libraries()).contains("sendfile-api").containsAll(providers());
  }

  @ParameterizedTest
  @MethodSource("libraries")
  void eachBundleIsNamedAfterItsArtifact(String artifact) throws IOException {
    assertThat(manifest(artifact).getValue("Bundle-SymbolicName"))
        .isEqualTo("dev." + artifact.replace('-', '.'));
  }

  @Test
  void theModuleOfTheApiExportsItsTwoPackages() {
    assertThat(
            module("sendfile-api").exports().stream()
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet()))
        .isEqualTo(Set.of("dev.sendfile", "dev.sendfile.spi"));
  }

  /** That it provides the same everywhere is in {@link DescriptorsIT}. */
  @ParameterizedTest
  @MethodSource("providers")
  void theModuleOfAProviderExportsNothing(String artifact) {
    // a module cannot be called native
    String name = artifact.replace("-provider-", ".").replace(".native", ".ffm");
    assertThat(module(artifact).name()).isEqualTo("dev." + name);
    assertThat(module(artifact).exports()).isEmpty();
  }

  @Test
  void theCommandsForKarafImportTheApiAndTheShellAndExportNothing() throws IOException {
    Attributes manifest = Delivered.manifest(Delivered.karafCommands());

    assertThat(manifest.getValue("Bundle-SymbolicName")).isEqualTo("dev.sendfile.karaf.commands");
    assertThat(manifest.getValue("Bundle-License")).isEqualTo("Apache-2.0");
    assertThat(manifest.getValue("Karaf-Commands")).isEqualTo("dev.sendfile.karaf.commands");
    assertThat(manifest.getValue("Require-Capability"))
        .isEqualTo("osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=17))\"");
    assertThat(manifest.getValue("Export-Package")).isNull();
    String named = "(dev\\.sendfile(\\.spi)?|org\\.apache\\.karaf\\.shell\\.[a-z.]+)";
    assertThat(manifest.getValue("Import-Package"))
        .matches("(,?" + named + ";version=\"\\[[0-9.]+,[0-9]+\\)\")+");
  }
}
