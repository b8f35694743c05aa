package dev.sendfile.itests.osgi;

import static dev.sendfile.itests.osgi.Container.API;
import static dev.sendfile.itests.osgi.Container.MMAP;
import static dev.sendfile.itests.osgi.Container.NIO;
import static dev.sendfile.itests.osgi.Container.RWLOOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.itests.fixture.Providers;
import dev.sendfile.itests.osgi.inside.Explain;
import dev.sendfile.itests.osgi.inside.FromRegistry;
import dev.sendfile.itests.osgi.inside.RegisterSelector;
import dev.sendfile.itests.osgi.inside.RegisterStrategy;
import dev.sendfile.itests.osgi.inside.Send;
import dev.sendfile.itests.osgi.inside.Strategies;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.TargetKind;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;

/** The facade follows the service registry. */
class RegistryIT {

  @TempDir Path folder;

  private List<String> strategies(Container container) {
    return container.run(Strategies.class);
  }

  /** What a 1 MiB file over a socket went by. */
  private String sent(Container container) throws Exception {
    Path file = Content.file(folder, 1 << 20);
    try (Line line = TargetKind.TCP_BLOCKING.open();
        Receiver receiver = Receiver.eager(line)) {
      String how = container.run(Send.class, file, line.target(SocketChannel.class));
      line.finish();
      assertThat(Arrays.equals(receiver.awaitEnd(), Files.readAllBytes(file))).as(how).isTrue();
      return how;
    }
  }

  private String explained(Container container) throws Exception {
    try (Line line = TargetKind.TCP_BLOCKING.open()) {
      return container.run(
          Explain.class, Content.file(folder, 1 << 20), line.target(SocketChannel.class));
    }
  }

  @InFrameworks
  void bundlesThatComeAndGoAreSeenAtTheNextTransfer(FrameworkKind kind) throws Exception {
    try (Container container = Container.complete(kind, folder.resolve("storage"))) {
      assertThat(strategies(container)).isEqualTo(Providers.strategies());
      assertThat(sent(container)).isEqualTo("nio");

      Bundle nio = container.bundle(NIO);
      nio.stop();
      assertThat(strategies(container)).isEqualTo(Providers.strategiesWithout("nio"));
      assertThat(sent(container)).isEqualTo("mmap");

      nio.start();
      assertThat(sent(container)).isEqualTo("nio");
      nio.update(Files.newInputStream(Container.jar(NIO)));
      container.refresh(nio);
      assertThat(sent(container)).as("after an update").isEqualTo("nio");

      nio.uninstall();
      container.refresh(nio);
      container.bundle(MMAP).stop();
      assertThat(sent(container)).isEqualTo("rwloop");

      container.bundle(RWLOOP).stop();
      container.uninstallNative();
      assertThat(explained(container))
          .contains("no strategy is deployed: add at least one provider");
    }
  }

  @InFrameworks
  void theOrderInWhichBundlesStartDoesNotMatter(FrameworkKind kind) throws Exception {
    try (Container container = Container.start(kind, folder.resolve("storage"))) {
      Bundle rwloop = container.install(RWLOOP);
      Bundle api = container.install(API);
      rwloop.start();
      api.start();
      container.install(NIO).start();
      assertThat(strategies(container)).containsExactly("nio", "rwloop");
    }
  }

  @InFrameworks
  void eachStrategyIsAServiceThatSaysWhatItIs(FrameworkKind kind) throws Exception {
    try (Container container = Container.complete(kind, folder.resolve("storage"))) {
      Map<String, String> techniques =
          Map.of("nio", "sendfile", "mmap", "mmapped", "rwloop", "read-write");
      for (Map.Entry<String, String> it : techniques.entrySet()) {
        String filter =
            String.format(
                "(&(dev.sendfile.strategy=%s)(dev.sendfile.technique=%s)(service.ranking=0))",
                it.getKey(), it.getValue());
        assertThat(
                container
                    .context()
                    .getAllServiceReferences("dev.sendfile.spi.TransferStrategy", filter))
            .as(filter)
            .hasSize(1);
      }
      assertThat(container.<Boolean>run(FromRegistry.class)).as("there is one facade").isTrue();
    }
  }

  @InFrameworks
  void theRankingOfTheServiceIsTheWeight(FrameworkKind kind) throws Exception {
    try (Container container = Container.complete(kind, folder.resolve("storage"))) {
      ServiceRegistration<?> other = container.run(RegisterStrategy.class, "other", 5);
      assertThat(strategies(container)).isEqualTo(Providers.strategies("other=5"));

      Dictionary<String, Object> changed = new Hashtable<>();
      changed.put(Constants.SERVICE_RANKING, -7);
      other.setProperties(changed);
      assertThat(strategies(container)).contains("other=-7");

      other.unregister();
      assertThat(strategies(container)).isEqualTo(Providers.strategies());
    }
  }

  @InFrameworks
  void ofTwoOfOneNameTheHeavierIsUsedAndOfEqualsTheOlder(FrameworkKind kind) throws Exception {
    try (Container container = Container.complete(kind, folder.resolve("storage"))) {
      container.run(RegisterStrategy.class, "nio", 0);
      assertThat(sent(container)).as("the older one sends").isEqualTo("nio");
      assertThat(explained(container)).contains("another strategy of this name is used");

      container.run(RegisterStrategy.class, "nio", 1);
      assertThat(sent(container)).as("the heavier one declines").isEqualTo("mmap");
    }
  }

  @InFrameworks
  void aStrategyThatCannotBeUsedIsToldOf(FrameworkKind kind) throws Exception {
    try (Container container = Container.complete(kind, folder.resolve("storage"))) {
      container.run(RegisterStrategy.class, "Not A Name", 0);
      assertThat(strategies(container)).isEqualTo(Providers.strategies());
      assertThat(explained(container)).contains("name() is 'Not A Name'");
    }
  }

  @InFrameworks
  void oneThatThrowsWhenItIsAskedForItsNameIsToldOfByItsClass(FrameworkKind kind) throws Exception {
    try (Container container = Container.complete(kind, folder.resolve("storage"))) {
      container.run(RegisterStrategy.class, null, 0);
      assertThat(strategies(container)).isEqualTo(Providers.strategies());
      assertThat(explained(container))
          .contains("NOT_LOADED, dev.sendfile.itests.osgi.inside.RegisterStrategy$Named");
    }
  }

  @InFrameworks
  void aRankingOfTheWrongTypeIsNone(FrameworkKind kind) throws Exception {
    try (Container container = Container.complete(kind, folder.resolve("storage"))) {
      container.run(RegisterStrategy.class, "other", 5L);
      assertThat(strategies(container)).isEqualTo(Providers.strategies("other"));
    }
  }

  @InFrameworks
  void theSelectorOfTheHighestRankDecides(FrameworkKind kind) throws Exception {
    try (Container container = Container.complete(kind, folder.resolve("storage"))) {
      ServiceRegistration<?> low = container.run(RegisterSelector.class, "mmap", 1);
      assertThat(sent(container)).isEqualTo("mmap");
      ServiceRegistration<?> high = container.run(RegisterSelector.class, "rwloop", 2);
      assertThat(sent(container)).isEqualTo("rwloop");

      high.unregister();
      assertThat(sent(container)).isEqualTo("mmap");
      low.unregister();
      assertThat(sent(container)).isEqualTo("nio");
    }
  }
}
