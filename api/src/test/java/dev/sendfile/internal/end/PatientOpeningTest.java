package dev.sendfile.internal.end;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sendfile.internal.thread.Closers;
import dev.sendfile.internal.thread.Watchdog;
import java.io.IOException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who gives up to open a FIFO leaves no thread behind, whenever that is. */
@Timeout(300)
class PatientOpeningTest {

  private static final Duration AT_MOST = Duration.ofMinutes(1);

  /** What may hang, before others are refused. */
  private static final int MOST_HUNG = 1024;

  @TempDir Path folder;

  private final Closers closers = new Watchdog().closers();

  private List<Path> fifos(int count) throws Exception {
    List<Path> fifos = IntStream.range(0, count).mapToObj(i -> folder.resolve("f" + i)).toList();
    List<String> command = new ArrayList<>(List.of("mkfifo"));
    fifos.forEach(it -> command.add(it.toString()));
    try {
      assumeTrue(new ProcessBuilder(command).start().waitFor() == 0);
    } catch (IOException e) {
      assumeTrue(false, "there is no mkfifo: " + e);
    }
    return fifos;
  }

  private CompletableFuture<Throwable> begin(PatientOpening opening) {
    CompletableFuture<Throwable> ended = new CompletableFuture<>();
    Thread thread = new Thread(() -> ended.complete(catchThrowable(() -> opening.open(closers))));
    thread.setDaemon(true);
    thread.start();
    return ended;
  }

  private static long threads(String name) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(it -> it.getName().equals(name))
        .count();
  }

  private static void awaitNoThreads() {
    await().atMost(AT_MOST).until(() -> threads("sendfile-opener") == 0);
    await().atMost(AT_MOST).until(() -> threads("sendfile-releaser") == 0);
  }

  @ParameterizedTest
  @EnumSource(
      value = StandardOpenOption.class,
      names = {"READ", "WRITE"})
  void allThreadsAreFreedThoughEachOfThemHangs(OpenOption mode) throws Exception {
    List<PatientOpening> openings =
        fifos(300).stream().map(it -> new PatientOpening(it, mode)).toList();
    List<CompletableFuture<Throwable>> ended = openings.stream().map(this::begin).toList();
    await().atMost(AT_MOST).until(() -> threads("sendfile-opener") == openings.size());
    openings.forEach(PatientOpening::giveUp);

    for (CompletableFuture<Throwable> each : ended) {
      assertThat(each.get()).isInstanceOf(AsynchronousCloseException.class);
    }
    awaitNoThreads();
  }

  /** As many as may hang: one more is told of them, and what is no FIFO does not notice. */
  @Test
  void whoOpensOneMoreThanMayHangIsToldSo() throws Exception {
    List<Path> fifos = fifos(MOST_HUNG + 1);
    List<PatientOpening> openings =
        fifos.stream()
            .limit(MOST_HUNG)
            .map(it -> new PatientOpening(it, StandardOpenOption.READ))
            .toList();
    List<CompletableFuture<Throwable>> ended = openings.stream().map(this::begin).toList();
    await().atMost(AT_MOST).until(() -> closers.hung() == MOST_HUNG);

    PatientOpening more = new PatientOpening(fifos.get(MOST_HUNG), StandardOpenOption.READ);
    assertThat(begin(more).get(1, TimeUnit.MINUTES))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("1,024, for example opening a FIFO");
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device));
    new PatientOpening(device, StandardOpenOption.WRITE).open(closers).close();

    openings.forEach(PatientOpening::giveUp);
    for (CompletableFuture<Throwable> each : ended) {
      assertThat(each.get()).isInstanceOf(AsynchronousCloseException.class);
    }
    awaitNoThreads();
  }

  @Test
  void oneThatWasGivenUpBeforeItsThreadCameToItIsNotOpened() throws Exception {
    PatientOpening opening = new PatientOpening(fifos(1).get(0), StandardOpenOption.READ);
    opening.giveUp();

    Thread thread = new Thread(opening);
    thread.setDaemon(true);
    thread.start();
    await().atMost(AT_MOST).until(() -> !thread.isAlive());
  }

  @Test
  void oneCanBeGivenUpAtAnyMoment() throws Exception {
    List<CompletableFuture<Throwable>> ended = new ArrayList<>();
    for (Path fifo : fifos(300)) {
      PatientOpening opening = new PatientOpening(fifo, StandardOpenOption.READ);
      ended.add(begin(opening));
      opening.giveUp();
    }

    for (CompletableFuture<Throwable> each : ended) {
      assertThat(each.get()).isInstanceOf(AsynchronousCloseException.class);
    }
    awaitNoThreads();
  }

  /** What has that name now is somebody else's, who would see an end that is none. */
  @Test
  void anotherFifoOfThatNameIsLeftAlone() throws Exception {
    List<Path> fifos = fifos(2);
    Path kept = folder.resolve("kept");
    Files.createLink(kept, fifos.get(0));
    PatientOpening opening = new PatientOpening(fifos.get(0), StandardOpenOption.READ);
    CompletableFuture<Throwable> ended = begin(opening);
    await().atMost(AT_MOST).until(PatientOpeningTest::isOpening);
    Files.move(fifos.get(1), fifos.get(0), StandardCopyOption.REPLACE_EXISTING);
    PatientOpening reader = new PatientOpening(fifos.get(0), StandardOpenOption.READ);
    CompletableFuture<Throwable> other = begin(reader);
    await().atMost(AT_MOST).until(() -> threads("sendfile-opener") == 2);
    opening.giveUp();

    assertThat(ended.get()).isInstanceOf(AsynchronousCloseException.class);
    await().atMost(AT_MOST).until(() -> threads("sendfile-releaser") == 0);
    assertThat(other).isNotDone();
    FileChannel.open(kept, StandardOpenOption.READ, StandardOpenOption.WRITE).close();
    reader.giveUp();
    awaitNoThreads();
  }

  /** Whether a thread is in the system's open: it has looked at the file before. */
  private static boolean isOpening() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(it -> it.getKey().getName().equals("sendfile-opener"))
        .flatMap(it -> Arrays.stream(it.getValue()))
        .anyMatch(it -> it.getMethodName().startsWith("open0"));
  }
}
