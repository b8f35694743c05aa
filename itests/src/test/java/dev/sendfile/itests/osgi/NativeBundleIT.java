package dev.sendfile.itests.osgi;

import static dev.sendfile.itests.osgi.Container.API;
import static dev.sendfile.itests.osgi.Container.NATIVE;
import static dev.sendfile.itests.osgi.Container.RWLOOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sendfile.itests.fixture.Providers;
import dev.sendfile.itests.osgi.inside.Strategies;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** The bundle of the native strategies: six services where Java can load them, else none. */
class NativeBundleIT {

  @TempDir Path folder;

  @BeforeEach
  void assumeBuilt() {
    assumeTrue(Providers.nativeBuilt(), "built without native strategies");
  }

  private Container container(FrameworkKind kind) throws Exception {
    Container container = Container.start(kind, folder.resolve("storage"));
    container.install(API).start();
    container.install(RWLOOP).start();
    return container;
  }

  private static List<String> strategies(Container container) {
    return container.run(Strategies.class);
  }

  @ParameterizedTest
  @EnumSource
  @EnabledForJreRange(min = JRE.JAVA_22)
  void oneBundleBringsAndTakesSixStrategies(FrameworkKind kind) throws Exception {
    try (Container container = container(kind)) {
      Bundle bundle = container.install(NATIVE);
      bundle.start();
      assertThat(bundle.getRegisteredServices()).hasSize(6);
      assertThat(strategies(container))
          .containsAll(Providers.nativeStrategies())
          .contains("rwloop")
          .hasSize(7);

      bundle.stop();
      assertThat(strategies(container)).containsExactly("rwloop");
    }
  }

  @ParameterizedTest
  @EnumSource
  @EnabledForJreRange(max = JRE.JAVA_21)
  void theResolverRefusesItOnAnOlderJavaAndNamesTheOneItNeeds(FrameworkKind kind) throws Exception {
    try (Container container = container(kind)) {
      Bundle bundle = container.install(NATIVE);
      assertThatExceptionOfType(BundleException.class)
          .isThrownBy(bundle::start)
          .satisfies(it -> assertThat(it.getType()).isEqualTo(BundleException.RESOLVE_ERROR))
          .withMessageContainingAll("osgi.ee", "JavaSE", "22");
      assertThat(strategies(container)).as("the others go on").containsExactly("rwloop");
    }
  }
}
