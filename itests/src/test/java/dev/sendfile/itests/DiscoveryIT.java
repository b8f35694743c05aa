package dev.sendfile.itests;

import static dev.sendfile.itests.fixture.Compiled.declare;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sendfile.Explanation;
import dev.sendfile.Explanation.Standing;
import dev.sendfile.Explanation.Verdict;
import dev.sendfile.Sendfile;
import dev.sendfile.SendfileBuilder;
import dev.sendfile.StrategyInfo;
import dev.sendfile.TransferRequest;
import dev.sendfile.itests.BrokenProviders.AlphaTwin;
import dev.sendfile.itests.BrokenProviders.BetaTwin;
import dev.sendfile.itests.fixture.ChildJvm;
import dev.sendfile.itests.fixture.Compiled;
import dev.sendfile.itests.fixture.Providers;
import dev.sendfile.spi.TransferStrategy;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.MemoryChannel;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Strategies on the class path: those that cannot be loaded are skipped and told of, the others
 * serve.
 */
class DiscoveryIT {

  @TempDir Path folder;

  /** What the loader of the tests sees, and what is in the folder. */
  private Sendfile withFolder() throws Exception {
    return builderWithFolder().build();
  }

  private SendfileBuilder builderWithFolder() throws Exception {
    URLClassLoader loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, DiscoveryIT.class.getClassLoader());
    return Sendfile.builder().classLoader(loader);
  }

  private Explanation explain(Sendfile sendfile) throws Exception {
    return sendfile.explain(TransferRequest.from(Content.file(folder, 10)).to(new MemoryChannel()));
  }

  /** Without the native ones, which an older Java cannot load either. */
  private static List<Verdict> notLoaded(Explanation explanation) {
    return explanation.verdicts().stream()
        .filter(it -> it.standing() == Standing.NOT_LOADED)
        .filter(it -> !it.reason().matches("(?s).*" + Providers.NATIVE_PACKAGE + ".*"))
        .toList();
  }

  private static List<String> names(Sendfile sendfile) {
    return sendfile.strategies().stream().map(StrategyInfo::name).toList();
  }

  @Test
  void theClassPathHasAllOfOurs() {
    assertThat(names(Sendfile.getDefault())).isEqualTo(Providers.strategies());
    assertThat(Sendfile.getDefault().strategies())
        .extracting(StrategyInfo::provider)
        .contains(
            "dev.sendfile.mmap.MappedWrite",
            "dev.sendfile.nio.NioTransferTo",
            "dev.sendfile.rwloop.ReadWriteLoop");
  }

  @Test
  @EnabledForJreRange(max = JRE.JAVA_21)
  void nativeStrategiesAreSkippedOnAJavaThatCannotLoadThem() throws Exception {
    assumeTrue(Providers.nativeBuilt(), "built without them");
    assertThat(explain(Sendfile.getDefault()).verdicts())
        .filteredOn(it -> it.standing() == Standing.NOT_LOADED)
        .isNotEmpty()
        .allSatisfy(
            it ->
                assertThat(it.reason())
                    .containsPattern(Providers.NATIVE_PACKAGE)
                    .contains("class file version 66"));
  }

  /** From before bundles could be asked for by class: not needed, and no harm. */
  @Test
  void anOldOsgiOnTheClassPathIsNoFramework() throws Exception {
    Compiled.compile(
        folder,
        Map.of(
            "FrameworkUtil.java",
            "package org.osgi.framework; public class FrameworkUtil {"
                + " static { if (true) throw new IllegalStateException(\"no framework\"); } }"));
    URL[] classPath = {
      folder.toUri().toURL(),
      Delivered.jar("sendfile-api").toUri().toURL(),
      Delivered.jar("sendfile-provider-rwloop").toUri().toURL()
    };
    try (URLClassLoader loader =
        new URLClassLoader(classPath, ClassLoader.getPlatformClassLoader())) {
      Class<?> sendfile = loader.loadClass(Sendfile.class.getName());
      Object instance = sendfile.getMethod("getDefault").invoke(null);
      assertThat((List<?>) sendfile.getMethod("strategies").invoke(instance)).hasSize(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "dev.sendfile.itests.BrokenProviders$ThrowsInConstructor",
    "dev.sendfile.itests.BrokenProviders$ThrowsInInitializer",
    "dev.sendfile.itests.BrokenProviders$HasNoPublicConstructor",
    "dev.sendfile.itests.BrokenProviders$HasABadName",
    "dev.sendfile.itests.BrokenProviders$ThrowsInName",
    "dev.sendfile.tck.fixture.Content",
    "no.such.Provider"
  })
  void aProviderThatCannotBeLoadedIsSkippedWithItsCause(String broken) throws Exception {
    declare(folder, TransferStrategy.class, broken, AlphaTwin.class.getName());
    Sendfile sendfile = withFolder();
    assertThat(names(sendfile)).isEqualTo(Providers.strategies("twin"));
    Explanation explanation = explain(sendfile);
    assertThat(explanation.chosen()).hasValue("rwloop");
    List<Verdict> failed = notLoaded(explanation);
    assertThat(failed).hasSize(1);
    String reason = failed.get(0).strategy() + " " + failed.get(0).reason();
    assertThat(reason).contains(broken.endsWith("ThrowsInName") ? "name()" : broken);
  }

  @Test
  void allBrokenOnesAtOnceHarmNobody() throws Exception {
    declare(
        folder,
        TransferStrategy.class,
        "no.such.Provider",
        "dev.sendfile.itests.BrokenProviders$ThrowsInInitializer",
        "dev.sendfile.itests.BrokenProviders$ThrowsInConstructor",
        "no.other.Provider",
        AlphaTwin.class.getName());
    assertThat(names(withFolder())).isEqualTo(Providers.strategies("twin"));
  }

  @Test
  void aProviderOfANewerClassFileVersionIsSkippedWithItsCause() throws Exception {
    String source = Compiled.strategySource("newer", "NewerProvider", "newer");
    Compiled.compile(folder, Map.of("NewerProvider.java", source), "-cp", ChildJvm.classPath());
    declare(folder, TransferStrategy.class, "newer.NewerProvider");
    assertThat(names(withFolder())).as("as long as it is not newer").contains("newer");
    Compiled.makeNewer(folder.resolve("newer/NewerProvider.class"));
    Sendfile sendfile = withFolder();
    assertThat(names(sendfile)).isEqualTo(Providers.strategies());
    assertThat(notLoaded(explain(sendfile)))
        .singleElement()
        .satisfies(it -> assertThat(it.reason()).containsIgnoringCase("newer"));
  }

  @Test
  void ofTwoOfOneNameTheClassNameDecidesAndTheOtherIsShadowed() throws Exception {
    declare(folder, TransferStrategy.class, BetaTwin.class.getName(), AlphaTwin.class.getName());
    Sendfile sendfile = withFolder();
    assertThat(sendfile.strategies())
        .filteredOn(it -> it.name().equals("twin"))
        .extracting(StrategyInfo::provider)
        .containsExactly(AlphaTwin.class.getName());
    assertThat(explain(sendfile).verdicts())
        .filteredOn(it -> it.strategy().equals("twin"))
        .extracting(Verdict::standing)
        .containsExactlyInAnyOrder(Standing.DECLINED, Standing.SHADOWED);
  }

  @Test
  void aWeightGoesBeforeTheOrderOfTechniques() throws Exception {
    Sendfile sendfile = builderWithFolder().weight("rwloop", 7).weight("nonesuch", 9).build();
    assertThat(sendfile.strategies())
        .extracting(StrategyInfo::name, StrategyInfo::weight)
        .contains(org.assertj.core.api.Assertions.tuple("rwloop", 7));
    TransferRequest request =
        TransferRequest.from(Content.file(folder, 300_000)).to(folder.resolve("copy"));
    assertThat(Sendfile.getDefault().explain(request).chosen()).hasValue("nio");
    assertThat(sendfile.explain(request).chosen()).hasValue("rwloop");
  }
}
