package dev.sendfile.itests.osgi;

import static dev.sendfile.itests.osgi.Container.API;
import static dev.sendfile.itests.osgi.Container.MMAP;
import static dev.sendfile.itests.osgi.Container.NIO;
import static dev.sendfile.itests.osgi.Container.RWLOOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sendfile.Profile;
import dev.sendfile.itests.fixture.CapturedLog;
import dev.sendfile.itests.osgi.inside.Configure;
import dev.sendfile.itests.osgi.inside.Fields;
import dev.sendfile.itests.osgi.inside.Send;
import dev.sendfile.itests.osgi.inside.Strategies;
import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Situation;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.TargetKind;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Vector;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

/** What an operator configures holds from the next transfer on. */
class ConfigurationIT {

  private static final String CONFIGURATION_ADMIN = "org.apache.felix.configadmin";

  @TempDir Path folder;

  private Container container(FrameworkKind kind, String... artifacts) throws Exception {
    Container container = Container.start(kind, folder.resolve("storage"));
    for (String artifact : artifacts) {
      container.install(artifact).start();
    }
    return container;
  }

  private Container before(FrameworkKind kind) throws Exception {
    return container(kind, CONFIGURATION_ADMIN, API, NIO, MMAP, RWLOOP);
  }

  /** What a transfer goes by now. */
  private String sent(Container container) throws Exception {
    try (Line line = TargetKind.TCP_BLOCKING.open();
        Receiver receiver = Receiver.eager(line)) {
      String how =
          container.run(
              Send.class, Content.file(folder, 300_000), line.target(SocketChannel.class));
      receiver.awaitCount(how.contains(":") ? 0 : 300_000);
      return how;
    }
  }

  private static void configure(Container container, Map<String, Object> values) {
    assertThat(container.<String>run(Configure.class, values)).isEqualTo("told");
  }

  /** Configuration Admin tells of changes on a thread of its own. */
  private void await(Container container, String strategy) {
    Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> sent(container), strategy::equals);
  }

  private void awaitWeights(Container container, Predicate<List<String>> condition) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> container.<List<String>>run(Strategies.class), condition);
  }

  @InFrameworks
  void aConfigurationAdminThatIsThereBeforeIsHeard(FrameworkKind kind) throws Exception {
    try (Container container = before(kind)) {
      assertThat(sent(container)).isEqualTo("nio");
      configure(container, Map.of("force", "rwloop"));
      await(container, "rwloop");
    }
  }

  @InFrameworks
  void aConfigurationAdminThatComesLaterIsHeard(FrameworkKind kind) throws Exception {
    try (Container container = container(kind, API, NIO, MMAP, RWLOOP)) {
      container.install(CONFIGURATION_ADMIN).start();
      configure(container, Map.of("force", "rwloop"));
      await(container, "rwloop");

      container.bundle(CONFIGURATION_ADMIN).stop();
      assertThat(sent(container)).as("what was configured holds").isEqualTo("rwloop");
      container.bundle(CONFIGURATION_ADMIN).start();
      configure(container, Map.of("force", "mmap"));
      await(container, "mmap"); // from here on it has told us of what it had stored
      configure(container, Map.of());
      await(container, "nio");
    }
  }

  @InFrameworks
  void whatIsStoredHoldsWhenTheApiStartsAgain(FrameworkKind kind) throws Exception {
    try (Container container = before(kind)) {
      configure(container, Map.of("force", "mmapped"));
      await(container, "mmap");
      container.bundle(API).stop();
      container.bundle(API).start();
      await(container, "mmap");
    }
  }

  @InFrameworks
  void aBadValueIsRefusedAndTheLastGoodOneStays(FrameworkKind kind) throws Exception {
    try (Container container = before(kind);
        CapturedLog log = CapturedLog.begin()) {
      configure(container, Map.of("force", "rwloop"));
      await(container, "rwloop");
      configure(container, Map.of("force", "nio", "bufferSize", "lots"));
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () -> log.warnings("configuration dev.sendfile: bufferSize=lots"),
              it -> !it.isEmpty());
      assertThat(log.warnings("what was configured before still holds")).hasSize(1);
      assertThat(sent(container)).isEqualTo("rwloop");
      configure(container, Map.of("force", "nio", "bufferSize", 4096));
      await(container, "nio");
    }
  }

  /** Some tell a console of it. */
  @InFrameworks
  void aConfigurationAdminIsToldWhichValueIsRefused(FrameworkKind kind) throws Exception {
    try (Container container = before(kind);
        CapturedLog log = CapturedLog.begin()) {
      ServiceReference<?> reference =
          container.context()
              .getAllServiceReferences(
                  "org.osgi.service.cm.ManagedService", "(service.pid=dev.sendfile)")[0];
      Object service = container.context().getService(reference);
      Method updated = service.getClass().getMethod("updated", Dictionary.class);
      updated.setAccessible(true); // the class is not public
      assertThatExceptionOfType(InvocationTargetException.class)
          .isThrownBy(() -> updated.invoke(service, new Hashtable<>(Map.of("bufferSize", "lots"))))
          .havingCause()
          .hasFieldOrPropertyWithValue("property", "bufferSize")
          .withMessageContaining("bufferSize=lots cannot be used");
      assertThat(log.warnings("bufferSize=lots")).hasSize(1);
    }
  }

  /** Its package is not to be had, or has another version: then it cannot tell us anything. */
  @InFrameworks
  void aConfigurationAdminThatCannotBeHeardKeepsNobodyOut(FrameworkKind kind) throws Exception {
    try (Container container = container(kind);
        CapturedLog log = CapturedLog.begin()) {
      container
          .context()
          .registerService(
              "org.osgi.service.cm.ConfigurationAdmin", new Unheard(), new Hashtable<>());
      for (String artifact : List.of(API, NIO)) {
        container.install(artifact).start();
      }
      assertThat(sent(container)).isEqualTo("nio");
      assertThat(log.warnings("no configuration dev.sendfile is heard")).hasSize(1);

      container.install(CONFIGURATION_ADMIN).start();
      container.forget(); // it is wired without the package, too
      configure(container, Map.of("weights", "nio=3"));
      awaitWeights(container, List.of("nio=3")::equals);
    }
  }

  /** Gives nothing to anybody. */
  private static final class Unheard implements ServiceFactory<Object> {
    @Override
    public Object getService(Bundle bundle, ServiceRegistration<Object> registration) {
      return null;
    }

    @Override
    public void ungetService(
        Bundle bundle, ServiceRegistration<Object> registration, Object service) {}
  }

  @InFrameworks
  void valuesMayHaveAnyTypeThatTheirTextCanBeReadOf(FrameworkKind kind) throws Exception {
    try (Container container = before(kind);
        CapturedLog log = CapturedLog.begin()) {
      configure(container, Map.of("weights", new Vector<>(List.of("rwloop=1", "mmap=2"))));
      awaitWeights(container, List.of("mmap=2", "nio", "rwloop=1")::equals);
      configure(
          container, Map.of("bufferSize", new int[] {4096}, "weight.nio", (byte) 3, "x", true));
      awaitWeights(container, List.of("mmap", "nio=3", "rwloop")::equals);
      configure(container, Map.of("bufferSize", new int[] {1, 2}));
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(
              () -> log.warnings("configuration dev.sendfile: bufferSize=1,2 cannot be used"),
              it -> !it.isEmpty());
    }
  }

  /** To a Configuration Admin they are the same. */
  @InFrameworks
  void keysAreReadInUpperAndLowerCase(FrameworkKind kind) throws Exception {
    try (Container container = before(kind)) {
      configure(container, Map.of("FORCE", "rwloop", "Weight.mmap", 2));
      await(container, "rwloop");
      awaitWeights(container, List.of("mmap=2", "nio", "rwloop")::equals);
    }
  }

  @InFrameworks
  void aDeletedConfigurationLeavesWhatWasThereBefore(FrameworkKind kind) throws Exception {
    try (Container container = before(kind)) {
      configure(container, Map.of("force", "rwloop"));
      await(container, "rwloop");
      configure(container, Map.of());
      await(container, "nio");
    }
  }

  @InFrameworks
  void weightsGoBeforeTheRankingOfServices(FrameworkKind kind) throws Exception {
    try (Container container = before(kind)) {
      configure(container, Map.of("weights", new String[] {"rwloop=3", "mmap=-1"}));
      awaitWeights(container, List.of("mmap=-1", "nio", "rwloop=3")::equals);
      assertThat(sent(container)).isEqualTo("rwloop");
      configure(container, Map.of("weights", "rwloop=3", "weight.nio", 4, "force", ""));
      awaitWeights(container, List.of("mmap", "nio=4", "rwloop=3")::equals);
      assertThat(sent(container)).isEqualTo("nio");
    }
  }

  @InFrameworks
  void aProfileHoldsFromTheNextTransferAndACorruptOneIsNone(FrameworkKind kind) throws Exception {
    try (Container container = before(kind);
        CapturedLog log = CapturedLog.begin()) {
      Path profile = folder.resolve("sendfile.profile");
      Profile.builder()
          .fastest(
              Situation.of(EndKind.FILE, EndKind.TCP, Situation.Trait.PREPARED_TARGET),
              300_000,
              "rwloop")
          .build()
          .store(profile);
      configure(container, Map.of("profile", profile.toString()));
      await(container, "rwloop");
      assertThat(log.warnings("profile")).isEmpty();

      Files.writeString(profile, "format = 1\n");
      configure(container, Map.of("profile", profile.toString(), "weights", "mmap=-1"));
      await(container, "nio");
      assertThat(log.warnings("configuration dev.sendfile: profile: profile " + profile))
          .hasSize(1);
    }
  }

  @InFrameworks
  void aTimeoutHoldsForTheNextTransfer(FrameworkKind kind) throws Exception {
    try (Container container = before(kind);
        Line line = TargetKind.TCP_BLOCKING.open();
        Receiver receiver = Receiver.stalled(line)) {
      configure(container, Map.of("writeTimeout", "PT0.2S", "force", "rwloop"));
      await(container, "rwloop");
      Path file = Content.file(folder, 24 << 20);
      assertThat(container.<String>run(Send.class, file, line.target(SocketChannel.class)))
          .startsWith("TransferTimeoutException: ")
          .contains("took no byte for 0.2s");
    }
  }

  @InFrameworks
  void consolesShowTheFields(FrameworkKind kind) throws Exception {
    try (Container container =
        container(
            kind, CONFIGURATION_ADMIN, "org.osgi.service.log", "org.apache.felix.metatype", API)) {
      assertThat(container.<List<String>>run(Fields.class, container.bundle(API)))
          .containsExactlyInAnyOrder(
              "force",
              "weights",
              "bufferSize",
              "chunkSize",
              "writeTimeout",
              "readTimeout",
              "profile");
    }
  }
}
