package dev.sendfile.itests.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.Sendfile;
import dev.sendfile.Transfer;
import dev.sendfile.TransferCancelledException;
import dev.sendfile.TransferException;
import dev.sendfile.TransferInterruptedException;
import dev.sendfile.TransferResult;
import dev.sendfile.TransferTimeoutException;
import dev.sendfile.itests.fixture.CpuTime;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Idle;
import dev.sendfile.tck.fixture.Metronome;
import dev.sendfile.tck.fixture.Pause;
import dev.sendfile.tck.fixture.Resources;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.Timing;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A peer that neither takes nor gives, and never closes: many transfers at once wait for one,
 * without using the processor, until a timeout, their owner or an interrupt ends them. Nothing of
 * them stays behind.
 */
@Isolated("it takes times and counts what is open")
class StuckPeerIT {

  private static final byte[] CONTENT = Content.bytes(1 << 20);
  private static final Fault VANISHES = new Fault.Silence(100_001);
  private static final Fault NEVER_THERE = new Fault.Silence(0);

  private static final Duration TIMEOUT = Duration.ofMillis(400);

  /** After it, on a machine that has to end many transfers at once. */
  private static final Duration SOON = Duration.ofSeconds(5);

  /** For how long the processor is watched; one transfer that spins uses most of that. */
  private static final Duration WATCHED = Duration.ofMillis(500);

  private static final Duration LEAST_CPU = Duration.ofMillis(250);

  private static final Duration PROMISED = Duration.ofMillis(200);
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<Stuck> all = new ArrayList<>();
  private final List<Duration> ends = new ArrayList<>();
  private Metronome metronome;
  private Resources before;

  /** A transfer that waits. */
  private record Stuck(Row row, Passage passage, Task<TransferResult> task) {}

  @BeforeAll
  static void useEverythingOnce() throws Exception {
    FirstUse.ofEveryRow();
  }

  @BeforeEach
  void count() {
    metronome = new Metronome();
    before = Resources.now();
  }

  @AfterEach
  void nothingStays() throws IOException {
    for (Stuck it : all) {
      it.passage.close();
    }
    before.awaitReturn();
    metronome.close();
  }

  // ---- timeouts

  @Test
  void aPeerThatVanishesIsGivenUpAfterTheTimeout() {
    Together.check(Row.forced(), it -> checkTimeout(it, VANISHES));
  }

  @Test
  void aPeerThatWasNeverThereIsGivenUpToo() {
    Together.check(Row.forced(), it -> checkTimeout(it, NEVER_THERE));
  }

  private static void checkTimeout(Row row, Fault fault) throws Exception {
    try (Passage passage = Passage.open(row, fault, CONTENT)) {
      Sendfile impatient = row.sendfile().withWriteTimeout(TIMEOUT).withReadTimeout(TIMEOUT);
      Task<TransferResult> task = passage.start(impatient);
      TransferTimeoutException failure =
          task.awaitFailure(TransferTimeoutException.class, PATIENCE);
      assertThat(task.took()).isGreaterThanOrEqualTo(TIMEOUT);
      Timing.check(task.took(), TIMEOUT.plus(SOON));
      assertThat(failure)
          .hasMessageContaining(row.direction().faultyTarget() ? "the target" : "the source")
          .hasMessageContaining(
              row.direction().faultyTarget() ? "took no byte for 0.4s" : "gave no byte for 0.4s");
      assertThat(failure.strategy()).hasValue(row.strategy());
      passage.checkAccount(failure);
    }
  }

  // ---- the processor

  @Test
  void whoWaitsUsesNoProcessor() throws Exception {
    begin(Row.forced());
    metronome.close(); // which does not only wait
    Idle.await(CpuTime::ofProcess, WATCHED, LEAST_CPU, PATIENCE);
    for (Stuck it : all) {
      assertThat(it.task.isDone()).as(it.row.toString()).isFalse();
      it.passage.proxy().mend();
    }
    for (Stuck it : all) {
      it.passage.checkComplete(it.task.await());
    }
  }

  // ---- owners

  @Test
  void closingTheConnectionEndsTheTransferAtOnce() throws Exception {
    begin(Row.matching(StuckPeerIT::waitsInTheLibrary));
    for (Stuck it : all) {
      long closedAt = System.nanoTime();
      it.passage.closeNear();
      checkEnd(it, TransferException.class, closedAt);
    }
    checkPromise();
  }

  /** A plain socket can be interrupted on virtual threads only. */
  @Test
  void anInterruptEndsTheTransferAtOnce() throws Exception {
    begin(
        Row.matching(
            it ->
                waitsInTheLibrary(it)
                    && (it.near() != Near.PLAIN_SOCKET || it.drive() == Drive.VIRTUAL)));
    for (Stuck it : all) {
      long interruptedAt = System.nanoTime();
      it.task.thread().interrupt();
      checkEnd(it, TransferInterruptedException.class, interruptedAt);
    }
    checkPromise();
  }

  /** One that is not ended by its strategy gets a tenth of a second before its end is closed. */
  @Test
  void aCancelEndsTheTransferAtOnce() throws Exception {
    List<Transfer> handles = new ArrayList<>();
    for (Row row : Row.matching(StuckPeerIT::waitsInTheLibrary)) {
      Passage passage = Passage.open(row, VANISHES, CONTENT);
      Transfer handle = row.sendfile().open(passage.request());
      handles.add(handle);
      all.add(new Stuck(row, passage, row.drive().start(handle)));
    }
    settle();
    for (int i = 0; i < all.size(); i++) {
      long cancelledAt = System.nanoTime();
      handles.get(i).cancel();
      checkEnd(all.get(i), TransferCancelledException.class, cancelledAt);
    }
    checkPromise();
  }

  private static boolean waitsInTheLibrary(Row row) {
    return row.drive() != Drive.EVENT_LOOP && !row.strategy().equals(Row.ANY);
  }

  private void checkEnd(Stuck it, Class<? extends TransferException> type, long askedAt)
      throws Exception {
    TransferException failure = it.task.awaitFailure(type, PATIENCE);
    ends.add(Duration.ofNanos(metronome.took(askedAt, it.task.endedAt())));
    assertThat(failure.strategy()).as(it.row.toString()).hasValue(it.row.strategy());
    it.passage.checkAccount(failure);
  }

  private void begin(List<Row> rows) throws Exception {
    for (Row row : rows) {
      Passage passage = Passage.open(row, VANISHES, CONTENT);
      all.add(new Stuck(row, passage, passage.start(row.sendfile())));
    }
    settle();
  }

  private void checkPromise() {
    assertThat(ends).isNotEmpty().allSatisfy(it -> Timing.check(it, PROMISED));
  }

  private void settle() throws InterruptedException {
    for (Stuck it : all) {
      it.passage.proxy().awaitStrike();
    }
    Pause.naps(60); // until all buffers are full
  }
}
