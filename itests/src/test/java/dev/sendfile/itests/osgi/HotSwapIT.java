package dev.sendfile.itests.osgi;

import static dev.sendfile.itests.osgi.Container.MMAP;
import static dev.sendfile.itests.osgi.Container.NIO;
import static dev.sendfile.itests.osgi.Container.RWLOOP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.itests.osgi.inside.Senders;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Resources;
import dev.sendfile.tck.fixture.TargetKind;
import java.lang.management.ManagementFactory;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.osgi.framework.Bundle;

/** Senders that never pause, while each provider in turn goes and comes back. */
@Isolated("it counts what the JVM holds")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class HotSwapIT {

  private static final int SENDERS = 8;
  private static final int SWAPS = Integer.getInteger("sendfile.swaps", 150);
  private static final int SIZE = 1 << 20;

  /** What the JDK and the test load late. Who leaked a class with each swap would leak 450. */
  private static final int CLASSES_OF_OTHERS = 150;

  @TempDir Path folder;

  private final List<Line> lines = new ArrayList<>();
  private final List<Repetition> receivers = new ArrayList<>();

  @InFrameworks
  void notOneByteIsLostAndNothingIsLeft(FrameworkKind kind) throws Exception {
    Path file = Content.file(folder, SIZE);
    byte[] content = Content.bytes(SIZE);
    try (Container container = Container.complete(kind, folder.resolve("storage"))) {
      sendWhileSwapping(container, file, content, 20); // loads what is loaded once
      Resources before = Resources.now();
      int classes = loadedClasses();

      sendWhileSwapping(container, file, content, SWAPS);

      before.awaitReturn();
      Resources.awaitUnmapped(file);
      assertThat(loadedClasses()).isLessThan(classes + CLASSES_OF_OTHERS);
    }
  }

  private static int loadedClasses() {
    System.gc();
    return ManagementFactory.getClassLoadingMXBean().getLoadedClassCount();
  }

  private void sendWhileSwapping(Container container, Path file, byte[] content, int times)
      throws Exception {
    Object senders = container.inside(Senders.class);
    List<Object> arguments = new ArrayList<>();
    arguments.add(file);
    for (int i = 0; i < SENDERS; i++) {
      Line line = TargetKind.TCP_BLOCKING.open();
      lines.add(line);
      int length = Senders.LENGTHS[i % Senders.LENGTHS.length];
      receivers.add(new Repetition(line.far(), content, length));
      arguments.add(line.target(SocketChannel.class));
    }
    apply(senders, arguments.toArray());
    for (int i = 0; i < times; i++) {
      for (String artifact : List.of(NIO, MMAP, RWLOOP)) {
        Bundle bundle = container.bundle(artifact);
        bundle.stop();
        awaitMore(senders, i % SENDERS);
        bundle.start();
      }
    }
    assertThat(apply(senders)).as("failures").isEmpty();
    for (int i = 0; i < SENDERS; i++) {
      lines.get(i).finish();
      long sent = Long.parseLong(apply(senders, i).get(0));
      assertThat(receivers.get(i).awaitEnd()).as("sender %s", i).isEqualTo(sent);
      lines.get(i).close();
    }
    lines.clear();
    receivers.clear();
  }

  /** Lets a sender begin at least one transfer with what there is now. */
  private static void awaitMore(Object senders, int sender) {
    long before = Long.parseLong(apply(senders, sender).get(0));
    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(1))
        .pollDelay(Duration.ZERO)
        .until(() -> Long.parseLong(apply(senders, sender).get(0)) > before);
  }

  @SuppressWarnings("unchecked")
  private static List<String> apply(Object senders, Object... arguments) {
    return ((Function<Object[], List<String>>) senders).apply(arguments);
  }
}
