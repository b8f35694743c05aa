package dev.sendfile.itests.osgi;

import static dev.sendfile.itests.osgi.Container.MMAP;
import static dev.sendfile.itests.osgi.Container.NATIVE;
import static dev.sendfile.itests.osgi.Container.NIO;
import static dev.sendfile.itests.osgi.Container.RWLOOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.itests.osgi.inside.Prepared;
import dev.sendfile.itests.osgi.inside.RegisterSelector;
import dev.sendfile.itests.osgi.inside.Send;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.Resources;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import java.lang.ref.WeakReference;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** What becomes of a transfer under way when its bundle goes, and of the bundle. */
class HandOverIT {

  /** More than the sockets between the two ends hold. */
  private static final int SIZE = 24 << 20;

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void makeFile() throws Exception {
    file = Content.file(folder, SIZE);
  }

  /** Sends a file to a receiver that stalls; what happens then, happens in the middle. */
  private String sendWhile(Container container, Surprise surprise, Object... force)
      throws Exception {
    try (Line line = TargetKind.TCP_BLOCKING.open();
        Receiver receiver = Receiver.stallingAfter(line, 1 << 20)) {
      Object[] arguments = new Object[2 + force.length];
      arguments[0] = file;
      arguments[1] = line.target(SocketChannel.class);
      System.arraycopy(force, 0, arguments, 2, force.length);
      Task<String> sending = ThreadKind.PLATFORM.start(() -> container.run(Send.class, arguments));
      receiver.awaitCount(1 << 20);
      surprise.happens();
      assertThat(sending.isDone()).as("it is in the middle").isFalse();
      receiver.release();
      String how = sending.await();
      line.finish();
      assertThat(Arrays.equals(receiver.awaitEnd(), Files.readAllBytes(file))).as(how).isTrue();
      return how;
    }
  }

  private interface Surprise {
    void happens() throws Exception;
  }

  @ParameterizedTest
  @CsvSource({
    "FELIX, nio, mmap", "FELIX, mmap, nio", "FELIX, rwloop, nio",
    "EQUINOX, nio, mmap", "EQUINOX, mmap, nio", "EQUINOX, rwloop, nio"
  })
  void theNextStrategyGoesOnAtTheExactByte(FrameworkKind kind, String first, String next)
      throws Exception {
    try (Container container = Container.complete(kind, folder.resolve("storage"))) {
      container.run(RegisterSelector.class, first, 0);
      Bundle bundle = container.bundle("sendfile-provider-" + first);
      String how = sendWhile(container, bundle::stop);
      assertThat(how).startsWith(next + " | ").contains(first).contains("it was withdrawn");
    }
  }

  @InFrameworks
  void itFinishesWhereNoOtherStrategyCanGoOn(FrameworkKind kind) throws Exception {
    try (Container container = Container.complete(kind, folder.resolve("storage"))) {
      assertThat(sendWhile(container, container.bundle(NIO)::stop, "nio"))
          .as("it is forced")
          .isEqualTo("nio");

      container.bundle(MMAP).stop();
      container.uninstallNative();
      assertThat(sendWhile(container, container.bundle(RWLOOP)::stop))
          .as("it is the only one")
          .isEqualTo("rwloop");
    }
  }

  @InFrameworks
  void itGoesOnWithTheSameStrategyOfTheUpdatedBundle(FrameworkKind kind) throws Exception {
    try (Container container = Container.complete(kind, folder.resolve("storage"))) {
      Bundle nio = container.bundle(NIO);
      String how =
          sendWhile(
              container,
              () -> {
                nio.update(Files.newInputStream(Container.jar(NIO)));
                container.refresh(nio);
              },
              "nio");
      assertThat(how).startsWith("nio | ").contains("it was withdrawn");
    }
  }

  @InFrameworks
  void nothingOfAnUninstalledBundleStaysReachable(FrameworkKind kind) throws Exception {
    try (Container container = Container.complete(kind, folder.resolve("storage"))) {
      for (String artifact : List.of(NIO, MMAP, RWLOOP, NATIVE)) {
        String strategy =
            artifact.equals(NATIVE)
                ? "native-sendfile"
                : artifact.replace("sendfile-provider-", "");
        if (container.bundle(artifact) == null) { // this Java cannot load it
          continue;
        }
        try (Line line = TargetKind.TCP_BLOCKING.open();
            Receiver receiver = Receiver.eager(line)) {
          assertThat(
                  container.<String>run(
                      Send.class, file, line.target(SocketChannel.class), strategy))
              .isEqualTo(strategy);
          receiver.awaitCount(SIZE);
        }
        WeakReference<ClassLoader> loader = loaderOf(container.bundle(artifact));
        container.bundle(artifact).stop();
        uninstall(container, artifact);
        Unreachable.await(loader, strategy);
        container.install(artifact).start();
      }
    }
  }

  @InFrameworks
  void aPreparedFileLetsGoOfWhatAStrategyKeptWithIt(FrameworkKind kind) throws Exception {
    Path small = Content.file(Files.createDirectory(folder.resolve("small")), 4096);
    try (Container container = Container.complete(kind, folder.resolve("storage"));
        Line line = TargetKind.TCP_BLOCKING.open();
        Receiver receiver = Receiver.eager(line)) {
      Object prepared = container.inside(Prepared.class);
      assertThat(apply(prepared, small)).isEqualTo("opened");
      SocketChannel target = line.target(SocketChannel.class);
      assertThat(apply(prepared, target)).isEqualTo("mmap");

      WeakReference<ClassLoader> loader = loaderOf(container.bundle(MMAP));
      container.bundle(MMAP).stop();
      Resources.awaitUnmapped(small);
      assertThat(apply(prepared, target)).isEqualTo("rwloop");
      uninstall(container, MMAP);
      Unreachable.await(loader, "mmap");

      container.install(MMAP).start();
      assertThat(apply(prepared, target)).as("kept anew").isEqualTo("mmap");
      receiver.awaitCount(3 * 4096);
      assertThat(apply(prepared)).isEqualTo("closed");
      Resources.awaitUnmapped(small);
    }
  }

  /** It is all that may run, and opens its session after it has gone. */
  @InFrameworks
  void aPreparedFileKeepsNothingForAStrategyThatHasGone(FrameworkKind kind) throws Exception {
    Path small = Content.file(Files.createDirectory(folder.resolve("small")), 4096);
    try (Container container = Container.complete(kind, folder.resolve("storage"));
        Line line = TargetKind.TCP_BLOCKING.open();
        Receiver receiver = Receiver.eager(line)) {
      Object prepared = container.inside(Prepared.class);
      assertThat(apply(prepared, small)).isEqualTo("opened");
      SocketChannel target = line.target(SocketChannel.class);
      assertThat(apply(prepared, target, "mmap")).isEqualTo("begun");

      WeakReference<ClassLoader> loader = loaderOf(container.bundle(MMAP));
      container.bundle(MMAP).stop();
      assertThat(apply(prepared, "run")).isEqualTo("mmap");
      receiver.awaitCount(4096);
      Resources.awaitUnmapped(small);
      uninstall(container, MMAP);
      Unreachable.await(loader, "mmap");
      assertThat(apply(prepared)).isEqualTo("closed");
    }
  }

  @SuppressWarnings("unchecked")
  private static String apply(Object task, Object... arguments) {
    return ((Function<Object[], String>) task).apply(arguments);
  }

  private static WeakReference<ClassLoader> loaderOf(Bundle bundle) {
    return new WeakReference<>(bundle.adapt(BundleWiring.class).getClassLoader());
  }

  private static void uninstall(Container container, String artifact) throws Exception {
    Bundle bundle = container.bundle(artifact);
    bundle.uninstall();
    container.refresh(bundle);
  }
}
