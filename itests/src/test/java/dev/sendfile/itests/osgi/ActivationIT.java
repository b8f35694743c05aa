package dev.sendfile.itests.osgi;

import static dev.sendfile.itests.osgi.Container.API;
import static dev.sendfile.itests.osgi.Container.MMAP;
import static dev.sendfile.itests.osgi.Container.NIO;
import static dev.sendfile.itests.osgi.Container.RWLOOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.sendfile.itests.fixture.CapturedLog;
import dev.sendfile.itests.osgi.inside.Advanced;
import dev.sendfile.itests.osgi.inside.Configure;
import dev.sendfile.itests.osgi.inside.RegisterPausing;
import dev.sendfile.itests.osgi.inside.Send;
import dev.sendfile.itests.osgi.inside.Strategies;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.wiring.BundleWiring;

/** The library itself comes and goes. */
@Isolated("tests set system properties")
class ActivationIT {

  /** More than the sockets between the two ends hold. */
  private static final int SIZE = 24 << 20;

  @TempDir Path folder;

  /** Equinox starts a bundle of this activation policy by itself, Felix when it is told to. */
  @Test
  void aBundleThatWasNeverStartedSaysSo() throws Exception {
    try (Container container = Container.start(FrameworkKind.FELIX, folder.resolve("storage"))) {
      Bundle api = container.install(API);
      container.install(RWLOOP).start();
      Object strategies = container.inside(Strategies.class);
      assertThat(api.getState()).isEqualTo(Bundle.RESOLVED);
      assertThatIllegalStateException()
          .isThrownBy(() -> apply(strategies))
          .withMessage("the bundle dev.sendfile.api is installed, but not active: start it");
      api.start();
      assertThat(ActivationIT.<Object>apply(strategies)).isEqualTo(List.of("rwloop"));
    }
  }

  @InFrameworks
  void aBundleThatWasStoppedSaysSoUntilItIsStartedAgain(FrameworkKind kind) throws Exception {
    try (Container container = Container.complete(kind, folder.resolve("storage"))) {
      Object strategies = container.inside(Strategies.class);
      List<String> all = apply(strategies);
      container.bundle(API).stop();
      assertThatIllegalStateException()
          .isThrownBy(() -> apply(strategies))
          .withMessage("the bundle dev.sendfile.api is installed, but not active: start it");
      container.bundle(API).start();
      assertThat(ActivationIT.<Object>apply(strategies)).isEqualTo(all);
    }
  }

  /** Nobody runs the activator then: providers are those that lie in the same bundle. */
  @InFrameworks
  void packedIntoAnotherBundleItNeedsNoActivation(FrameworkKind kind) throws Exception {
    try (Container container = Container.start(kind, folder.resolve("storage"))) {
      Bundle around =
          container.install(
              "around", InsideBundle.jarAround(Container.jar(API), Container.jar(RWLOOP)));
      around.start();
      Object strategies =
          around.loadClass(Strategies.class.getName()).getDeclaredConstructor().newInstance();
      assertThat(ActivationIT.<Object>apply(strategies)).isEqualTo(List.of("rwloop"));
    }
  }

  @InFrameworks
  void withItsActivationPolicyItStartsWhenItIsNeeded(FrameworkKind kind) throws Exception {
    try (Container container = Container.start(kind, folder.resolve("storage"))) {
      Bundle api = container.install(API);
      api.start(Bundle.START_ACTIVATION_POLICY);
      assertThat(api.getState()).as("nobody needs it yet").isEqualTo(Bundle.STARTING);
      container.install(RWLOOP).start();
      assertThat(container.<List<String>>run(Strategies.class)).containsExactly("rwloop");
      assertThat(api.getState()).isEqualTo(Bundle.ACTIVE);
    }
  }

  @ParameterizedTest
  @CsvSource({"FELIX, nio", "FELIX, mmap", "FELIX, rwloop", "EQUINOX, nio", "EQUINOX, rwloop"})
  void whenItStopsBlockedTransfersEndAndSayWhy(FrameworkKind kind, String strategy)
      throws Exception {
    Path file = Content.file(folder, SIZE);
    try (Container container = Container.complete(kind, folder.resolve("storage"));
        Line line = TargetKind.TCP_BLOCKING.open();
        Receiver receiver = Receiver.stallingAfter(line, 1 << 20)) {
      SocketChannel target = line.target(SocketChannel.class);
      Task<String> sending =
          ThreadKind.PLATFORM.start(() -> container.run(Send.class, file, target, strategy));
      receiver.awaitCount(1 << 20);
      container.bundle(API).stop();
      String failure = sending.await(Duration.ofSeconds(60));
      line.finish(); // it was closed only if the step did not end by itself
      receiver.awaitEndUnkept();
      assertThat(failure)
          .startsWith("TransferCancelledException: ")
          .contains("the bundle dev.sendfile.api was stopped")
          .contains(String.format(Locale.ROOT, "; %,d of %,d bytes", receiver.count(), SIZE));
    }
  }

  @InFrameworks
  void whenItStopsTransfersInAnEventLoopEndAtTheNextAdvance(FrameworkKind kind) throws Exception {
    Path file = Content.file(folder, SIZE);
    try (Container container = Container.complete(kind, folder.resolve("storage"));
        Line line = TargetKind.TCP_NON_BLOCKING.open();
        Receiver receiver = Receiver.stalled(line)) {
      SocketChannel target = line.target(SocketChannel.class);
      Object transfer = container.inside(Advanced.class);
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> apply(transfer, file, target), "TARGET_WRITABLE"::equals);
      container.bundle(API).stop();
      assertThat((String) apply(transfer, file, target))
          .startsWith("TransferCancelledException: ")
          .contains("the bundle dev.sendfile.api was stopped");
      assertThat(target.isOpen()).as("it is the caller's").isTrue();
    }
  }

  @InFrameworks
  void theyEndAlsoWhereItIsBackBeforeTheNextAdvance(FrameworkKind kind) throws Exception {
    Path file = Content.file(folder, SIZE);
    try (Container container = Container.complete(kind, folder.resolve("storage"));
        Line line = TargetKind.TCP_NON_BLOCKING.open();
        Receiver receiver = Receiver.stalled(line)) {
      SocketChannel target = line.target(SocketChannel.class);
      Object transfer = container.inside(Advanced.class);
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> apply(transfer, file, target), "TARGET_WRITABLE"::equals);
      container.bundle(API).stop();
      container.bundle(API).start();
      assertThat((String) apply(transfer, file, target))
          .startsWith("TransferCancelledException: ")
          .contains("the bundle dev.sendfile.api was stopped");
    }
  }

  /** Blocks in a write until it is closed, and fails to close properly. */
  private static final class Unclosable implements WritableByteChannel {
    private final CountDownLatch writing = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public int write(ByteBuffer from) throws IOException {
      writing.countDown();
      try {
        closed.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      throw new AsynchronousCloseException();
    }

    @Override
    public boolean isOpen() {
      return closed.getCount() > 0;
    }

    @Override
    public void close() {
      closed.countDown();
      throw new IllegalArgumentException("this channel cannot be closed");
    }
  }

  @InFrameworks
  void aChannelThatThrowsWhenItIsClosedDoesNotKeepItFromComingBack(FrameworkKind kind)
      throws Exception {
    Path file = Content.file(folder, 1000);
    try (Container container = Container.complete(kind, folder.resolve("storage"));
        Line line = TargetKind.TCP_BLOCKING.open();
        Receiver receiver = Receiver.eager(line)) {
      Unclosable blocking = new Unclosable();
      Task<String> sending =
          ThreadKind.PLATFORM.start(() -> container.run(Send.class, file, blocking));
      blocking.writing.await();
      container.bundle(API).stop();
      assertThat(sending.await()).startsWith("TransferCancelledException: ");
      container.bundle(API).start();
      assertThat(container.<String>run(Send.class, file, line.target(SocketChannel.class)))
          .isEqualTo("rwloop");
      receiver.awaitCount(1000);
    }
  }

  @InFrameworks
  void whenItStopsATransferThatPausesEndsAndItsTargetIsLeftOpen(FrameworkKind kind)
      throws Exception {
    Path file = Content.file(folder, 1000);
    try (Container container = Container.complete(kind, folder.resolve("storage"));
        Line line = TargetKind.TCP_BLOCKING.open();
        CapturedLog log = CapturedLog.beginAtDebug()) {
      container.run(RegisterPausing.class);
      SocketChannel target = line.target(SocketChannel.class);
      Task<String> sending =
          ThreadKind.PLATFORM.start(() -> container.run(Send.class, file, target, "pausing"));
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> log.messages("goes by pausing"), it -> !it.isEmpty());
      Awaitility.await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> sending.thread().getState() == Thread.State.TIMED_WAITING);
      container.bundle(API).stop();
      assertThat(sending.await()).startsWith("TransferCancelledException: ");
      assertThat(target.isOpen()).as("nothing was blocked on it").isTrue();
    }
  }

  /** As the framework would, but the last service cannot be registered. */
  @Test
  void whereItsStartFailsHalfWayItIsNotActive() throws Exception {
    try (Container container = Container.start(FrameworkKind.FELIX, folder.resolve("storage"))) {
      Bundle api = container.install(API);
      container.install(RWLOOP).start();
      BundleActivator activator =
          (BundleActivator)
              api.loadClass(api.getHeaders().get(Constants.BUNDLE_ACTIVATOR))
                  .getDeclaredConstructor()
                  .newInstance();
      BundleContext context = container.context();
      BundleContext failing =
          (BundleContext)
              Proxy.newProxyInstance(
                  getClass().getClassLoader(),
                  new Class<?>[] {BundleContext.class},
                  (proxy, method, arguments) -> {
                    if (method.getName().equals("registerService")) {
                      throw new IllegalStateException("no services today");
                    }
                    return method.invoke(context, arguments);
                  });
      assertThatIllegalStateException().isThrownBy(() -> activator.start(failing));
      assertThatIllegalStateException()
          .isThrownBy(() -> container.run(Strategies.class))
          .withMessage("the bundle dev.sendfile.api is installed, but not active: start it");
    }
  }

  @InFrameworks
  void aBadSystemPropertyKeepsItOut(FrameworkKind kind) throws Exception {
    System.setProperty("dev.sendfile.chunkSize", "1k");
    try (Container container = Container.start(kind, folder.resolve("storage"))) {
      Bundle api = container.install(API);
      assertThatExceptionOfType(BundleException.class)
          .isThrownBy(api::start)
          .havingCause()
          .withMessageContaining("system property dev.sendfile.chunkSize=1k cannot be used");
    } finally {
      System.clearProperty("dev.sendfile.chunkSize");
    }
  }

  @InFrameworks
  void whatIsConfiguredGoesBeforeSystemPropertiesKeyByKey(FrameworkKind kind) throws Exception {
    System.setProperty("dev.sendfile.weight.mmap", "1");
    System.setProperty("dev.sendfile.weight.nio", "2");
    try (Container container = Container.start(kind, folder.resolve("storage"))) {
      container.install("org.apache.felix.configadmin").start();
      for (String artifact : List.of(API, NIO, MMAP, RWLOOP)) {
        container.install(artifact).start();
      }
      assertThat(container.<List<String>>run(Strategies.class))
          .containsExactly("mmap=1", "nio=2", "rwloop");
      container.run(Configure.class, Map.of("weight.nio", 7));
      awaitStrategies(container, "mmap=1", "nio=7", "rwloop");
      container.run(Configure.class, Map.of());
      awaitStrategies(container, "mmap=1", "nio=2", "rwloop");
    } finally {
      System.clearProperty("dev.sendfile.weight.mmap");
      System.clearProperty("dev.sendfile.weight.nio");
    }
  }

  private static void awaitStrategies(Container container, String... strategies) {
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> container.<List<String>>run(Strategies.class), List.of(strategies)::equals);
  }

  @InFrameworks
  void nothingOfItStaysReachable(FrameworkKind kind) throws Exception {
    Path file = Content.file(folder, SIZE);
    try (Container container = Container.complete(kind, folder.resolve("storage"));
        Line line = TargetKind.TCP_BLOCKING.open();
        Receiver receiver = Receiver.eager(line)) {
      assertThat(container.<String>run(Send.class, file, line.target(SocketChannel.class), "nio"))
          .isEqualTo("nio");
      receiver.awaitCount(SIZE);
      Bundle api = container.bundle(API);
      WeakReference<ClassLoader> loader =
          new WeakReference<>(api.adapt(BundleWiring.class).getClassLoader());
      container.forget();
      api.uninstall();
      container.refresh(api);
      assertThat(container.bundle(NIO).getState()).isEqualTo(Bundle.INSTALLED);
      Unreachable.await(loader, "the api");
    }
  }

  @SuppressWarnings("unchecked")
  private static <T> T apply(Object task, Object... arguments) {
    return ((Function<Object[], T>) task).apply(arguments);
  }
}
