package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sendfile.Sendfile;
import dev.sendfile.Transfer;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.TransferSource;
import dev.sendfile.itests.fixture.ScriptedStrategy;
import dev.sendfile.spi.Refusal;
import dev.sendfile.spi.Step;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Pause;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.Resources;
import dev.sendfile.tck.fixture.SourceKind;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** No descriptor, thread or direct buffer outlives a transfer, however it ends. */
@Isolated("it counts what the whole JVM holds")
class LeakIT {

  @TempDir static Path folder;

  /**
   * The JDK opens a few descriptors for itself, at the first use of each kind of channel and
   * thread.
   */
  @BeforeAll
  static void useEverythingOnce() throws Exception {
    timeOut(Case.endable(), Content.file(folder, 2 << 20));
  }

  private static void timeOut(List<Case> cases, Path file) throws Exception {
    for (Case it : cases) {
      try (Line line = it.target().openNarrow();
          SourceKind.Opened opened = it.source().open(file)) {
        Sendfile sendfile = it.sendfile().withWriteTimeout(Duration.ofMillis(10));
        it.thread()
            .start(() -> sendfile.transfer(it.request(opened, line)))
            .awaitFailure(TransferException.class, Duration.ofSeconds(60));
      }
    }
  }

  /** Each makes 2500. */
  @ParameterizedTest
  @CsvSource({
    "nio,PATH",
    "nio,FILE_CHANNEL",
    "mmap,PATH",
    "mmap,FILE_CHANNEL",
    "rwloop,PATH",
    "rwloop,FILE_CHANNEL"
  })
  void thousandsOfSendsLeaveNothingBehind(String strategy, SourceKind source) throws Exception {
    Sendfile sendfile = Sendfile.getDefault().withForce(strategy);
    Path file = Content.file(folder, 3_000);
    Resources before = Resources.now();
    for (TargetKind target :
        new TargetKind[] {TargetKind.TCP_BLOCKING, TargetKind.UNIX_NON_BLOCKING}) {
      try (Line line = target.open();
          SourceKind.Opened opened = source.open(file);
          Receiver receiver = Receiver.eager(line)) {
        // nobody else has the channel, so that nio takes it on any release
        TransferSource from = source == SourceKind.PATH ? opened.from() : opened.from().owned();
        TransferRequest request = line.to(from).header(ByteBuffer.wrap(new byte[100]));
        for (int i = 0; i < 1_250; i++) {
          sendfile.transfer(request);
        }
        receiver.awaitCount(1_250L * 3_100);
        assertThat(Resources.now().descriptors())
            .as("those of the line, and next to nothing else")
            .hasSizeLessThan(before.descriptors().size() + 10);
      }
    }
    before.awaitReturn();
  }

  @Test
  void transfersThatTimeOutLeaveNothingBehind() throws Exception {
    Path file = Content.file(folder, 2 << 20);
    Resources before = Resources.now();
    timeOut(Case.endableFromBothSources(), file);
    before.awaitReturn();
  }

  @Test
  void waitingForNonBlockingTargetsLeavesNoSelectorBehind() throws Exception {
    Path file = Content.file(folder, 300_000);
    Resources before = Resources.now();
    for (Case it : Case.onPlatformThreads()) {
      if (!it.target().isBlocking()) {
        try (Line line = it.target().openNarrow();
            Receiver receiver = Receiver.eager(line)) {
          for (int i = 0; i < 50; i++) {
            it.sendfile().transfer(line.to(TransferRequest.from(file)));
          }
          receiver.awaitCount(50L * 300_000);
        }
      }
    }
    before.awaitReturn();
  }

  @Test
  void strategiesThatGiveUpLeaveNothingBehind() throws Exception {
    Path file = Content.file(folder, 10_000);
    Resources before = Resources.now();
    ScriptedStrategy refusing =
        ScriptedStrategy.of("first", (step, number) -> Step.notHandled(Refusal.ofEnds("no")));
    Sendfile sendfile = Sendfile.builder().strategies(refusing).build();
    try (Line line = TargetKind.TCP_BLOCKING.open()) {
      for (int i = 0; i < 100; i++) {
        assertThat(
                catchThrowableOfType(
                    TransferException.class,
                    () -> sendfile.transfer(line.to(TransferRequest.from(file)))))
            .isNotNull();
      }
    }
    assertThat(refusing.closed()).isEqualTo(refusing.opened()).isEqualTo(100);
    before.awaitReturn();
  }

  @Test
  void handlesThatAreNeverRunLeaveNothingBehindOnceClosed() throws Exception {
    Path file = Content.file(folder, 10_000);
    Resources before = Resources.now();
    try (Line line = TargetKind.TCP_BLOCKING.open()) {
      for (int i = 0; i < 100; i++) {
        try (Transfer transfer = Sendfile.getDefault().open(line.to(TransferRequest.from(file)))) {
          transfer.cancel();
        }
      }
    }
    before.awaitReturn();
  }

  @Test
  void manyWaitingTransfersHoldNextToNothing() throws Exception {
    int count = 60;
    Path file = Content.file(folder, 2 << 20);
    Sendfile sendfile = Sendfile.getDefault().withForce("rwloop").withBufferSize(1 << 20);
    Resources before = Resources.now();
    List<Line> lines = new ArrayList<>();
    List<Receiver> receivers = new ArrayList<>();
    List<Task<TransferResult>> tasks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Line line = TargetKind.TCP_NON_BLOCKING.openNarrow();
      Receiver receiver = Receiver.stallingAfter(line, 1);
      lines.add(line);
      receivers.add(receiver);
      tasks.add(
          ThreadKind.PLATFORM.start(() -> sendfile.transfer(line.to(TransferRequest.from(file)))));
      receiver.awaitCount(1);
    }
    Pause.of(Duration.ofMillis(100));
    assertThat(Resources.now().directBytes() - before.directBytes())
        .isLessThan(Resources.CACHE_BOUND + count * 4096L + (1 << 20));
    for (Receiver receiver : receivers) {
      receiver.release();
    }
    for (Task<TransferResult> task : tasks) {
      assertThat(task.await().bytes()).isEqualTo(2 << 20);
    }
    for (Line line : lines) {
      line.close();
    }
    before.awaitReturn();
  }
}
