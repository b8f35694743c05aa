package dev.sendfile.itests.osgi;

import static dev.sendfile.itests.osgi.Container.API;
import static dev.sendfile.itests.osgi.Container.NIO;
import static dev.sendfile.itests.osgi.Container.RWLOOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.itests.osgi.inside.Explain;
import dev.sendfile.itests.osgi.inside.Strategies;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.TargetKind;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;

/** Where a mediator turns what the service loader knows into services, nothing is listed twice. */
class MediatorIT {

  private static final List<String> MEDIATOR =
      List.of(
          "asm",
          "asm-tree",
          "asm-analysis",
          "asm-commons",
          "asm-util",
          "org.apache.aries.spifly.dynamic.bundle");

  @TempDir Path folder;

  private static void startAll(Container container, List<String> artifacts) throws Exception {
    List<Bundle> installed = new ArrayList<>();
    for (String artifact : artifacts) {
      installed.add(container.install(artifact));
    }
    for (Bundle bundle : installed) {
      bundle.start();
    }
  }

  @ParameterizedTest
  @CsvSource({"FELIX, false", "FELIX, true", "EQUINOX, false", "EQUINOX, true"})
  void aPlainServiceLoaderJarIsListedOnce(FrameworkKind kind, boolean activated) throws Exception {
    try (Container container = Container.start(kind, folder.resolve("storage"))) {
      startAll(container, MEDIATOR);
      startAll(container, List.of(API, NIO, RWLOOP));
      byte[] jar = ThirdParty.jar(Files.createDirectory(folder.resolve("jar")), activated);
      Bundle third = container.install("third", jar);
      third.start();

      assertThat(container.<List<String>>run(Strategies.class))
          .containsExactly("nio", "rwloop", "third");
      assertThat(explained(container))
          .containsOnlyOnce("third: DECLINED")
          .doesNotContain("SHADOWED");

      third.stop();
      assertThat(container.<List<String>>run(Strategies.class)).containsExactly("nio", "rwloop");
    }
  }

  private String explained(Container container) throws Exception {
    try (Line line = TargetKind.TCP_BLOCKING.open()) {
      return container.run(
          Explain.class, Content.file(folder, 1000), line.target(SocketChannel.class));
    }
  }
}
