package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the jars say of themselves: to a module system and to an OSGi framework. */
class PackagingIT {

  private static final Path MODULES = Path.of(System.getProperty("sendfile.modules.dir"));

  private static Attributes manifest(String artifact) throws IOException {
    try (JarFile jar = new JarFile(MODULES.resolve(artifact + ".jar").toFile())) {
      return jar.getManifest().getMainAttributes();
    }
  }

  private static ModuleDescriptor module(String name) {
    return ModuleFinder.of(MODULES).find(name).orElseThrow().descriptor();
  }

  @ParameterizedTest
  @CsvSource({
    "sendfile-api, dev.sendfile.api",
    "sendfile-provider-nio, dev.sendfile.provider.nio",
    "sendfile-provider-rwloop, dev.sendfile.provider.rwloop"
  })
  void eachJarIsABundleForJava17UnderItsLicence(String artifact, String name) throws IOException {
    Attributes manifest = manifest(artifact);

    assertThat(manifest.getValue("Bundle-ManifestVersion")).isEqualTo("2");
    assertThat(manifest.getValue("Bundle-SymbolicName")).isEqualTo(name);
    assertThat(manifest.getValue("Bundle-License")).isEqualTo("Apache-2.0");
    assertThat(manifest.getValue("Require-Capability"))
        .contains("osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=17))\"");
    assertThat(manifest.getValue("Import-Package"))
        .as("null annotations are for compilers")
        .doesNotContain("jspecify");
  }

  @Test
  void theApiExportsItsTwoPackagesWithVersionsAndNothingInternal() throws IOException {
    assertThat(manifest("sendfile-api").getValue("Export-Package"))
        .contains("dev.sendfile;version=\"0.1.0\"", "dev.sendfile.spi;version=\"0.1.0\"")
        .doesNotContain("internal");
    assertThat(
            module("dev.sendfile").exports().stream()
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet()))
        .isEqualTo(Set.of("dev.sendfile", "dev.sendfile.spi"));
  }

  @ParameterizedTest
  @CsvSource({
    "sendfile-provider-nio, dev.sendfile.nio, dev.sendfile.nio.NioTransferTo",
    "sendfile-provider-rwloop, dev.sendfile.rwloop, dev.sendfile.rwloop.ReadWriteLoop"
  })
  void aProviderExportsNothingAndProvidesItsStrategyTheSameWayEverywhere(
      String artifact, String module, String strategy) throws IOException {
    Attributes manifest = manifest(artifact);
    ModuleDescriptor descriptor = module(module);

    assertThat(manifest.getValue("Export-Package")).isNull();
    assertThat(manifest.getValue("Import-Package"))
        .contains("dev.sendfile.spi;version=\"[0.1,1)\"")
        .doesNotContain("dev.sendfile;");
    assertThat(descriptor.exports()).isEmpty();
    assertThat(descriptor.provides())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.service()).isEqualTo("dev.sendfile.spi.TransferStrategy");
              assertThat(it.providers()).containsExactly(strategy);
            });
    try (JarFile jar = new JarFile(MODULES.resolve(artifact + ".jar").toFile())) {
      var services = jar.getEntry("META-INF/services/dev.sendfile.spi.TransferStrategy");
      assertThat(
              new String(jar.getInputStream(services).readAllBytes(), StandardCharsets.UTF_8)
                  .strip())
          .isEqualTo(strategy);
    }
  }
}
