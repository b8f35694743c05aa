package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sendfile.spi.Availability;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Scope;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who waits for the calls to be linked, and what becomes of it where that is not allowed. */
class LinkageTest {

  @TempDir Path folder;

  private static List<Thread> linking() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(it -> it.getName().equals("sendfile-native-link"))
        .toList();
  }

  private Plan copy(long length) throws IOException {
    Path file = folder.resolve("source");
    try (FileChannel sparse =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      sparse.truncate(0).write(java.nio.ByteBuffer.allocate(1), length - 1);
    }
    return Plans.of(file, folder.resolve("target"), length);
  }

  @Test
  void whoCannotWaitGetsTheCallsLaterFromAThreadThatEnds() {
    Linkage linkage = new Linkage(Availability.available());

    assertThat(linkage.linkedSoon()).isNull();
    await().atMost(1, TimeUnit.MINUTES).until(() -> linkage.linkedSoon() != null);

    assertThat(linkage.link()).isSameAs(linkage.linkedSoon());
    assertThat(linkage.availability().isAvailable()).isTrue();
    await().atMost(1, TimeUnit.MINUTES).until(() -> linking().isEmpty());
  }

  @Test
  void whoWaitsHasThemAtOnce() {
    Linkage linkage = new Linkage(Availability.available());

    assertThat(linkage.link()).isNotNull();
    assertThat(linkage.linkedSoon()).isSameAs(linkage.link());
  }

  @Test
  void aSmallTransferIsLeftToOthersUntilTheyAreLinked() throws IOException {
    NativeSendfile strategy = new NativeSendfile();
    Plan plan = copy(1000);

    try (Session session = strategy.open(plan, new TestContext())) {
      Step step = new Steps(session, plan).one();

      assertThat(((Step.NotHandled) step).refusal().scope()).isEqualTo(Scope.ENDS);
      assertThat(((Step.NotHandled) step).refusal().reason()).contains("being prepared");
    }
    await()
        .atMost(1, TimeUnit.MINUTES)
        .untilAsserted(
            () -> {
              try (Session session = strategy.open(plan, new TestContext())) {
                assertThat(session).isInstanceOf(SendfileToFile.class);
              }
            });
    Plans.release(plan);
  }

  @Test
  void aForcedTransferWaits() throws IOException {
    TestContext forced = new TestContext();
    forced.forced = true;
    Plan plan = copy(1000);

    try (Session session = new NativeSendfile().open(plan, forced)) {
      assertThat(new Steps(session, plan).one()).isEqualTo(Step.moved(1000));
    }
    Plans.release(plan);
  }

  @Test
  void aLongTransferWaits() throws IOException {
    Plan plan = copy(64 << 20);

    try (Session session = new NativeSendfile().open(plan, new TestContext())) {
      assertThat(session).isInstanceOf(SendfileToFile.class);
    }
    Plans.release(plan);
  }

  /** Forces a transfer, and says what became of it. */
  static final class Forced {
    public static void main(String[] arguments) throws IOException {
      Path folder = Path.of(arguments[0]);
      Plan plan =
          Plans.of(
              Files.write(folder.resolve("source"), new byte[10]), folder.resolve("target"), 10);
      TestContext forced = new TestContext();
      forced.forced = true;
      for (NativeStrategy strategy :
          List.of(new NativeSendfile(), new NativeCopyFileRange(), new NativeSendfile())) {
        System.out.println("before: " + strategy.availability());
        try (Session session = strategy.open(plan, forced)) {
          System.out.println("step: " + new Steps(session, plan).one());
        }
        Availability after = strategy.availability();
        System.out.println("after: " + after);
      }
    }
  }

  @Test
  void whereCallsAreDeniedTheOptionIsNamed() throws Exception {
    Assumptions.assumeTrue(Runtime.version().feature() >= 24, "no such option");

    String printed =
        Child.run(folder, List.of("--illegal-native-access=deny"), Forced.class, folder.toString());

    assertThat(printed.lines().filter(it -> it.equals("before: available"))).hasSize(3);
    assertThat(
            printed
                .lines()
                .filter(
                    it ->
                        it.equals(
                            "after: unavailable: this JVM allows native access to no module that"
                                + " it was not told of; start it with"
                                + " --enable-native-access=ALL-UNNAMED")))
        .hasSize(3);
    assertThat(
            printed
                .lines()
                .filter(it -> it.startsWith("step: NotHandled") && it.contains("scope=PROCESS")))
        .hasSize(3);
  }
}
