package dev.sendfile.bench.contest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import dev.sendfile.bench.result.Cache;
import dev.sendfile.bench.result.Mode;
import dev.sendfile.bench.result.Place;
import dev.sendfile.bench.result.Setting;
import dev.sendfile.bench.result.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the contests of a run share, and what is left of it. */
class BenchTest {

  private static final Setting SETTING = new Setting(Work.SEND, Mode.BLOCKING, Cache.WARM, 1024);

  @TempDir private Path folder;

  @Test
  void nothingIsLeftOfIt() throws IOException {
    ProcessHandle farEnd;
    try (Bench bench = Bench.builder().folder(folder).processors("").open();
        Contest contest = bench.contest(SETTING, "SENDFILE_PATH|C_SENDFILE"::contains)) {
      assertThat(contest.contenders()).isNotEmpty();
      farEnd = ProcessHandle.of(bench.farEnd().pid()).orElseThrow();
      assertThat(farEnd.isAlive()).isTrue();
    }
    await().atMost(Duration.ofMinutes(1)).until(() -> !farEnd.isAlive());
    assertThat(folder).isEmptyDirectory();
  }

  /** As it is when somebody has interrupted a run. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aThreadThatIsInterruptedClosesItAllTheSame() throws IOException {
    String before = allowedProcessors();
    Bench bench = Bench.builder().folder(folder).processors("0,0").open();
    Thread.currentThread().interrupt();
    bench.close();
    assertThat(Thread.interrupted()).isTrue();
    bench.close(); // once more does nothing
    assertThat(folder).isEmptyDirectory();
    assertThat(allowedProcessors()).isEqualTo(before);
  }

  private static String allowedProcessors() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("/proc/thread-self/status"))) {
      return lines.filter(it -> it.startsWith("Cpus_allowed_list")).findFirst().orElseThrow();
    }
  }

  @Test
  void whatIsWrittenWhileItGoesIsRemovedToo() throws Exception {
    Workshop workshop = Workshop.open(folder);
    CountDownLatch writing = new CountDownLatch(1);
    FutureTask<Integer> writer =
        new FutureTask<>(
            () -> {
              for (int i = 0; ; i++) {
                try {
                  Files.createFile(workshop.folder().resolve(String.valueOf(i)));
                } catch (NoSuchFileException e) {
                  return i; // it has no folder any more
                }
                writing.countDown();
              }
            });
    new Thread(writer).start();
    writing.await();
    workshop.close();
    assertThat(writer.get(1, TimeUnit.MINUTES)).isPositive();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void oneFileServesAllContestsOfASize() throws IOException {
    try (Bench bench = Bench.builder().folder(folder).processors("").open()) {
      for (Work work : List.of(Work.COPY, Work.COPY)) {
        bench.contest(new Setting(work, Mode.BLOCKING, Cache.WARM, 1024), it -> true).close();
      }
      try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
        assertThat(files.map(it -> it.getFileName().toString())).containsExactly("source-1024");
      }
    }
  }

  /** Of a file that is not written yet: a test that fails must not fill a disk. */
  @Test
  void whatHasNoRoomIsRefusedBeforeTheDiskIsFull() throws IOException {
    long huge = Long.MAX_VALUE / 2;
    try (Workshop workshop = Workshop.open(folder)) {
      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> workshop.target(huge))
          .withMessageStartingWith("no room for " + huge + " bytes in " + folder)
          .withMessageEndingWith("set -Dbench.dir to a folder with more, or ask for smaller sizes");
    }
  }

  @Test
  void aFolderThatIsNotThereIsNamed() {
    Path nowhere = folder.resolve("nowhere");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> Bench.builder().folder(nowhere).processors("").open())
        .withMessage(
            nowhere
                + " is no folder, and files of a benchmark are to lie there: make it, or set"
                + " -Dbench.dir to another one");
  }

  @Test
  void processorsAreTwoNumbersOrNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Bench.builder().processors("0").open())
        .withMessage("processors 0: want two numbers, 0,1 for example, or nothing for no pinning");
  }

  @Test
  void thePlaceSaysWhereItRuns() throws IOException {
    try (Bench bench = Bench.builder().folder(folder).processors("").open()) {
      Place place = bench.place();
      assertThat(place.processor()).isNotBlank();
      assertThat(place.processors()).isEqualTo(Runtime.getRuntime().availableProcessors());
      assertThat(place.memory()).isPositive();
      assertThat(place.system()).contains(System.getProperty("os.name"));
      assertThat(place.fileSystem()).isEqualTo(Files.getFileStore(folder).type());
      assertThat(place.pinning())
          .isEqualTo("not pinned: the scheduler's choice is part of the numbers");
      assertThat(place.java()).isEqualTo(Runtime.version().toString());
    }
  }
}
