package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.sendfile.Transfer;
import dev.sendfile.TransferCancelledException;
import dev.sendfile.TransferException;
import dev.sendfile.TransferInterruptedException;
import dev.sendfile.TransferResult;
import dev.sendfile.TransferTimeoutException;
import dev.sendfile.itests.fixture.CpuTime;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.FeedKind;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A receive whose sender sends no more is ended by a timeout, by closing either end, by an
 * interrupt and by a cancel, soon and with an exact count.
 */
@Execution(ExecutionMode.CONCURRENT)
class ReceiveEndsIT {

  private static final String SOURCES = "dev.sendfile.itests.ReceiveCase#fromEverySource";
  private static final String ENDABLE = "dev.sendfile.itests.ReceiveCase#endable";
  private static final String OPEN_FILES = "dev.sendfile.itests.ReceiveCase#intoAnOpenFile";

  private static final Duration TIMEOUT = Duration.ofMillis(300);

  /**
   * For how long a stalled receive is watched, and the most processor time it may use meanwhile.
   */
  private static final Duration WATCHED = Duration.ofMillis(500);

  private static final Duration LEAST_CPU = Duration.ofMillis(25);

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @ParameterizedTest
  @MethodSource(ENDABLE)
  void aSenderThatStallsIsGivenUpAfterTheReadTimeout(ReceiveCase it) throws Exception {
    try (StalledReceive stalled = StalledReceive.of(it)) {
      Task<TransferResult> task = stalled.start(it.sendfile().withReadTimeout(TIMEOUT));
      TransferTimeoutException failure =
          task.awaitFailure(TransferTimeoutException.class, PATIENCE);
      assertThat(task.took()).isBetween(TIMEOUT, TIMEOUT.plus(Stalled.SOON));
      assertThat(failure).hasMessageContaining("gave no byte for 0.3s");
      assertThat(stalled.feed().isSourceOpen())
          .as("only closing ends a blocked read")
          .isEqualTo(!it.source().isBlocking());
      assertThat(stalled.feed().isModeUnchanged()).isTrue();
      stalled.checkAccount(failure);
    }
  }

  @ParameterizedTest
  @MethodSource(ENDABLE)
  void aSlowSenderIsNotTakenForADeadOne(ReceiveCase it) throws Exception {
    try (StalledReceive stalled = StalledReceive.of(it)) {
      Task<TransferResult> task =
          stalled.start(it.sendfile().withReadTimeout(Duration.ofMillis(900)));
      for (int i = 1; i <= 4; i++) {
        Stalled.pause(Duration.ofMillis(300));
        stalled.feed().sendNow(new byte[] {1});
      }
      stalled.feed().end();
      assertThat(task.await().bytes()).isEqualTo(StalledReceive.SIZE + 4);
    }
  }

  @ParameterizedTest
  @MethodSource(SOURCES)
  void aStallUsesNoProcessorAndAllIsWrittenAfterIt(ReceiveCase it) throws Exception {
    try (StalledReceive stalled = StalledReceive.of(it)) {
      Task<TransferResult> task = stalled.start();
      if (it.thread() == ThreadKind.PLATFORM) {
        Duration before = CpuTime.of(task.thread());
        Stalled.pause(WATCHED);
        assertThat(CpuTime.of(task.thread()).minus(before)).isLessThan(LEAST_CPU);
      }
      stalled.feed().sendNow(StalledReceive.CONTENT);
      stalled.feed().end();
      assertThat(task.await().bytes()).isEqualTo(2 * StalledReceive.SIZE);
      assertArrayEquals(
          Content.join(StalledReceive.CONTENT, StalledReceive.CONTENT),
          Files.readAllBytes(stalled.file()));
    }
  }

  @ParameterizedTest
  @MethodSource(SOURCES)
  void closingTheSourceEndsTheTransfer(ReceiveCase it) throws Exception {
    try (StalledReceive stalled = StalledReceive.of(it)) {
      Task<TransferResult> task = stalled.start();
      long closedAt = System.nanoTime();
      stalled.feed().closeSource();
      TransferException failure = task.awaitFailure(TransferException.class, PATIENCE);
      assertThat(Duration.ofNanos(task.endedAt() - closedAt)).isLessThan(Stalled.SOON);
      assertThat(failure).hasMessageContaining("source");
      stalled.checkAccount(failure);
    }
  }

  /** Nothing but its owner ends a read from a stream: that one notices at the next byte. */
  @ParameterizedTest
  @MethodSource(OPEN_FILES)
  void closingTheFileEndsTheTransfer(ReceiveCase it) throws Exception {
    try (StalledReceive stalled = StalledReceive.of(it)) {
      Task<TransferResult> task = stalled.start();
      long closedAt = System.nanoTime();
      stalled.opened().close();
      if (it.source() == FeedKind.STREAM) {
        stalled.feed().sendNow(new byte[1]);
      }
      TransferException failure = task.awaitFailure(TransferException.class, PATIENCE);
      assertThat(Duration.ofNanos(task.endedAt() - closedAt)).isLessThan(Stalled.SOON);
      assertThat(failure).hasMessageContainingAll("target", "closed");
      stalled.checkAccount(failure);
    }
  }

  /** A plain socket and a stream can be interrupted on virtual threads only. */
  @ParameterizedTest
  @MethodSource(SOURCES)
  void anInterruptEndsTheTransferAndKeepsTheFlag(ReceiveCase it) throws Exception {
    try (StalledReceive stalled = StalledReceive.of(it)) {
      AtomicBoolean flag = new AtomicBoolean();
      Task<TransferResult> task =
          stalled.settle(
              () -> {
                try {
                  return it.sendfile().transfer(stalled.request());
                } finally {
                  flag.set(Thread.currentThread().isInterrupted());
                }
              });
      long interruptedAt = System.nanoTime();
      task.thread().interrupt();
      byte[] nudge = {};
      if (it.source().isDeafToInterrupts() && it.thread() == ThreadKind.PLATFORM) {
        nudge = new byte[] {1};
        stalled.feed().sendNow(nudge);
      }
      TransferInterruptedException failure =
          task.awaitFailure(TransferInterruptedException.class, PATIENCE);
      assertThat(Duration.ofNanos(task.endedAt() - interruptedAt)).isLessThan(Stalled.SOON);
      assertThat(flag).as("the flag is kept").isTrue();
      if (!it.source().isBlocking()) {
        assertThat(stalled.feed().isSourceOpen()).as("nothing had to be closed").isTrue();
      }
      if (nudge.length == 0) {
        stalled.checkAccount(failure);
      }
    }
  }

  @ParameterizedTest
  @MethodSource(SOURCES)
  void cancelEndsTheTransfer(ReceiveCase it) throws Exception {
    try (StalledReceive stalled = StalledReceive.of(it);
        Transfer transfer = it.sendfile().open(stalled.request())) {
      Task<TransferResult> task = stalled.start(transfer);
      assertThat(transfer.bytesTransferred()).isEqualTo(StalledReceive.SIZE);
      long cancelledAt = System.nanoTime();
      transfer.cancel();
      if (it.source() == FeedKind.STREAM) {
        stalled.feed().sendNow(new byte[1]); // nothing else ends a blocked stream
      }
      TransferCancelledException failure =
          task.awaitFailure(TransferCancelledException.class, PATIENCE);
      assertThat(Duration.ofNanos(task.endedAt() - cancelledAt)).isLessThan(Stalled.SOON);
      if (!it.source().isBlocking()) {
        assertThat(stalled.feed().isSourceOpen()).as("nothing had to be closed").isTrue();
      }
      if (it.source() != FeedKind.STREAM) {
        stalled.checkAccount(failure);
      }
    }
  }
}
