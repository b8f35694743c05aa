package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.sendfile.Advance;
import dev.sendfile.Sendfile;
import dev.sendfile.Transfer;
import dev.sendfile.TransferCancelledException;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.TransferTimeoutException;
import dev.sendfile.TruncatedSourceException;
import dev.sendfile.itests.child.IdleTransfers;
import dev.sendfile.itests.fixture.ChildJvm;
import dev.sendfile.itests.fixture.ScriptedStrategy;
import dev.sendfile.spi.Step;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.Pause;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.ThreadKind;
import dev.sendfile.tck.fixture.Timing;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Transfers that an event loop drives: they never wait, and say what to wait for. */
class EventLoopIT {

  private static final int SIZE = 2 << 20;

  @TempDir static Path folder;

  /** Those whose target a selector can watch. */
  static List<Case> cases() {
    return Case.onPlatformThreads().stream()
        .filter(
            it ->
                it.target() == TargetKind.TCP_NON_BLOCKING
                    || it.target() == TargetKind.UNIX_NON_BLOCKING
                    || it.target() == TargetKind.PIPE_NON_BLOCKING)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void aFileGoesOutAsTheTargetTakesIt(Case it) throws Exception {
    Path file = Content.file(folder, SIZE);
    byte[] header = Content.bytes(700);
    try (Line line = it.target().openNarrow();
        Receiver receiver = Receiver.slow(line, 8L << 20);
        Selector selector = Selector.open();
        Transfer transfer =
            it.sendfile()
                .open(
                    line.to(TransferRequest.from(file))
                        .header(ByteBuffer.wrap(header))
                        .trailer(ByteBuffer.wrap(header)))) {
      int waits = drive(transfer, line.selectable().register(selector, SelectionKey.OP_WRITE));
      selector.close(); // one that is registered is not closed before its selector knows
      assertThat(waits).as("waits for the target").isPositive();
      assertThat(transfer.result().map(TransferResult::bytes)).hasValue(SIZE + 1_400L);
      assertThat(transfer.result().map(TransferResult::strategy)).hasValue(it.strategy());
      assertThat(transfer.advance()).isEqualTo(Advance.DONE);
      line.finish();
      assertArrayEquals(Content.join(header, Content.bytes(SIZE), header), receiver.awaitEnd());
    }
  }

  /** Returns how often it had to wait. */
  private static int drive(Transfer transfer, SelectionKey key) throws Exception {
    int waits = 0;
    long until = System.nanoTime() + Timing.patience().toNanos();
    for (Advance it = transfer.advance(); it != Advance.DONE; it = transfer.advance()) {
      assertThat(System.nanoTime()).as("it ends in time").isLessThan(until);
      if (it == Advance.TARGET_WRITABLE) {
        waits++;
        key.selector().select(1_000);
        key.selector().selectedKeys().clear();
      } else {
        assertThat(it).isEqualTo(Advance.AGAIN);
      }
    }
    return waits;
  }

  @Test
  void whatArrivesIsWrittenToAFileAsItComes() throws Exception {
    Path target = folder.resolve("received");
    try (Line line = TargetKind.TCP_BLOCKING.open();
        Selector selector = Selector.open()) {
      SocketChannel source = (SocketChannel) line.far();
      source.configureBlocking(false);
      SelectionKey key = source.register(selector, SelectionKey.OP_READ);
      Transfer transfer = Sendfile.getDefault().open(TransferRequest.from(source).to(target));
      assertThat(transfer.advance()).isEqualTo(Advance.SOURCE_READABLE);
      byte[] sent = Content.bytes(300_000);
      var sender =
          ThreadKind.PLATFORM.start(
              () -> {
                line.target(SocketChannel.class).write(ByteBuffer.wrap(sent));
                line.finish();
                return null;
              });
      Advance it = transfer.advance();
      while (it != Advance.DONE) {
        assertThat(it).isIn(Advance.SOURCE_READABLE, Advance.AGAIN);
        assertThat(selector.select(10_000)).as("bytes or the end arrive").isPositive();
        selector.selectedKeys().clear();
        it = transfer.advance();
      }
      sender.await();
      assertThat(key.isValid()).isTrue();
      assertArrayEquals(sent, Files.readAllBytes(target));
    }
  }

  @Test
  void aProxyWaitsForEitherEnd() throws Exception {
    try (Line from = TargetKind.TCP_BLOCKING.open();
        Line to = TargetKind.UNIX_NON_BLOCKING.openNarrow();
        Receiver receiver = Receiver.stalled(to);
        Selector selector = Selector.open()) {
      SocketChannel source = (SocketChannel) from.far();
      source.configureBlocking(false);
      SelectionKey readable = source.register(selector, 0);
      SelectionKey writable = to.selectable().register(selector, 0);
      Transfer transfer =
          Sendfile.getDefault()
              .open(TransferRequest.from(source).to(to.target(SocketChannel.class)));
      assertThat(transfer.advance()).isEqualTo(Advance.SOURCE_READABLE);
      byte[] sent = Content.bytes(1 << 20);
      var sender =
          ThreadKind.PLATFORM.start(
              () -> {
                from.target(SocketChannel.class).write(ByteBuffer.wrap(sent));
                from.finish();
                return null;
              });
      boolean full = false;
      Advance it = transfer.advance();
      while (it != Advance.DONE) {
        if (it == Advance.TARGET_WRITABLE && !full) {
          full = true;
          receiver.release();
        }
        readable.interestOps(it == Advance.SOURCE_READABLE ? SelectionKey.OP_READ : 0);
        writable.interestOps(it == Advance.TARGET_WRITABLE ? SelectionKey.OP_WRITE : 0);
        if (it != Advance.AGAIN) {
          assertThat(selector.select(10_000)).isPositive();
          selector.selectedKeys().clear();
        }
        it = transfer.advance();
      }
      sender.await();
      assertThat(full).as("the target was full at some time").isTrue();
      to.finish();
      assertArrayEquals(sent, receiver.awaitEnd());
    }
  }

  @ParameterizedTest
  @EnumSource(TargetKind.class)
  void aTargetThatMayBlockIsRefusedAndCanBeRunInstead(TargetKind target) throws Exception {
    Path file = Content.file(folder, 4_096);
    try (Line line = target.open();
        Receiver receiver = Receiver.eager(line);
        Transfer transfer = Sendfile.getDefault().open(line.to(TransferRequest.from(file)))) {
      // of a channel that cannot be selected nobody knows whether it blocks
      if (line.selectable() == null || line.selectable().isBlocking()) {
        assertThatIllegalStateException()
            .isThrownBy(transfer::advance)
            .withMessageContainingAll("may block", "configureBlocking(false)", "run()");
        assertThat(transfer.run().bytes()).isEqualTo(4_096);
      } else {
        assertThat(transfer.advance()).isEqualTo(Advance.DONE);
      }
      line.finish();
      assertArrayEquals(Content.bytes(4_096), receiver.awaitEnd());
    }
  }

  @Test
  void aSourceThatMayBlockIsRefused() throws Exception {
    try (Line line = TargetKind.TCP_NON_BLOCKING.open();
        Transfer transfer =
            Sendfile.getDefault()
                .open(line.to(TransferRequest.from(new ByteArrayInputStream(new byte[9]))))) {
      assertThatIllegalStateException()
          .isThrownBy(transfer::advance)
          .withMessageContaining("the source stream may block");
    }
  }

  @Test
  void oneThatCouldGoOnForLongLeavesTheOthersTheirTurn() throws Exception {
    Path file = Content.sparse(folder, 40L << 20, new byte[] {1}, 7);
    Path copy = folder.resolve("copy");
    try (FileChannel target =
            FileChannel.open(copy, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        Transfer transfer = Sendfile.getDefault().open(TransferRequest.from(file).to(target))) {
      long before = 0;
      int calls = 0;
      while (transfer.advance() == Advance.AGAIN) {
        assertThat(transfer.bytesTransferred() - before).isBetween(1L, 8L << 20);
        before = transfer.bytesTransferred();
        calls++;
      }
      assertThat(calls).isGreaterThanOrEqualTo(4);
    }
    assertThat(Files.mismatch(file, copy)).isEqualTo(-1);
  }

  @Test
  void aTimeoutIsFoundByTheNextCall() throws Exception {
    Path file = Content.file(folder, SIZE);
    Sendfile sendfile = Sendfile.getDefault().withWriteTimeout(Duration.ofMillis(50));
    try (Line line = TargetKind.TCP_NON_BLOCKING.openNarrow();
        Receiver receiver = Receiver.stalled(line);
        Transfer transfer = sendfile.open(line.to(TransferRequest.from(file)))) {
      TransferTimeoutException failure =
          catchThrowableOfType(TransferTimeoutException.class, () -> callNowAndThen(transfer));
      assertThat(failure.bytesTransferred()).isPositive().isEqualTo(transfer.bytesTransferred());
      assertThat(line.isTargetOpen()).isTrue();
      line.finish();
      assertThat(receiver.awaitEnd()).hasSize((int) failure.bytesTransferred());
    }
  }

  /** The kernel makes some room after the first call, so that the second may move a little. */
  private static void callNowAndThen(Transfer transfer) throws TransferException {
    for (int i = 0; i < 20; i++) {
      assertThat(transfer.advance()).isEqualTo(Advance.TARGET_WRITABLE);
      Pause.of(Duration.ofMillis(60));
    }
  }

  @Test
  void onePausedByItsStrategySaysForHowLong() throws Exception {
    Path file = Content.file(folder, 5_000);
    ScriptedStrategy pacing =
        ScriptedStrategy.of(
            "pacing",
            (step, number) -> number % 2 == 1 ? new Step.Later(20_000_000L) : step.move(3_000));
    try (Line line = TargetKind.TCP_NON_BLOCKING.open();
        Receiver receiver = Receiver.eager(line);
        Transfer transfer =
            Sendfile.builder()
                .strategies(pacing)
                .build()
                .open(line.to(TransferRequest.from(file)))) {
      int pauses = 0;
      while (transfer.advance() == Advance.LATER) {
        assertThat(transfer.delay()).isBetween(Duration.ZERO, Duration.ofMillis(20));
        assertThat(transfer.advance()).as("too early").isIn(Advance.LATER, Advance.DONE);
        Pause.of(transfer.delay());
        pauses++;
      }
      assertThat(pauses).isPositive();
      line.finish();
      assertArrayEquals(Content.bytes(5_000), receiver.awaitEnd());
    }
  }

  @Test
  void oneThatWasCancelledEndsAtTheNextCall() throws Exception {
    Path file = Content.file(folder, SIZE);
    try (Line line = TargetKind.TCP_NON_BLOCKING.openNarrow();
        Transfer transfer = Sendfile.getDefault().open(line.to(TransferRequest.from(file)))) {
      assertThat(transfer.advance()).isEqualTo(Advance.TARGET_WRITABLE);
      transfer.cancel();
      assertThatThrownBy(transfer::advance).isInstanceOf(TransferCancelledException.class);
      assertThat(transfer.result()).isEmpty();
      assertThatIllegalStateException()
          .isThrownBy(transfer::advance)
          .withMessageContaining("open a new one");
    }
  }

  @Test
  void oneWhoseFileWasCutShortEndsWithTheCount() throws Exception {
    Path file = Content.file(folder, SIZE);
    try (Line line = TargetKind.TCP_NON_BLOCKING.openNarrow();
        Receiver receiver = Receiver.stalled(line);
        Selector selector = Selector.open();
        Transfer transfer = Sendfile.getDefault().open(line.to(TransferRequest.from(file)))) {
      SelectionKey key = line.selectable().register(selector, SelectionKey.OP_WRITE);
      assertThat(transfer.advance()).isEqualTo(Advance.TARGET_WRITABLE);
      try (FileChannel cut = FileChannel.open(file, StandardOpenOption.WRITE)) {
        cut.truncate(SIZE / 2 + 1);
      }
      receiver.release();
      TruncatedSourceException failure =
          catchThrowableOfType(TruncatedSourceException.class, () -> drive(transfer, key));
      assertThat(failure.bytesTransferred()).isEqualTo(SIZE / 2 + 1);
    }
  }

  @Test
  void oneThatIsClosedHalfWayGivesBackWhatItHolds() throws Exception {
    Path file = Content.file(folder, SIZE);
    try (Line line = TargetKind.TCP_NON_BLOCKING.openNarrow()) {
      Transfer transfer = Sendfile.getDefault().open(line.to(TransferRequest.from(file)));
      assertThat(transfer.advance()).isEqualTo(Advance.TARGET_WRITABLE);
      long descriptors = openDescriptorsOf(file);
      transfer.close();
      transfer.close();
      assertThat(openDescriptorsOf(file)).isEqualTo(Math.max(0, descriptors - 1));
      assertThatIllegalStateException().isThrownBy(transfer::advance);
      assertThat(line.isTargetOpen()).isTrue();
    }
  }

  private static long openDescriptorsOf(Path file) {
    return dev.sendfile.tck.fixture.Resources.now().descriptors().stream()
        .filter(it -> it.equals(file.toString()))
        .count();
  }

  @Test
  void aServerOfOneThreadAndOneSelectorServesAThousand() throws Exception {
    Crowd.Outcome outcome = Crowd.of(1_000, folder).comeAtOnce();
    assertThat(outcome.right()).isEqualTo(1_000);
    assertThat(outcome.served()).isEqualTo(1_000);
    assertThat(outcome.broken()).isZero();
  }

  /** Ten thousand that wait for their targets hold less than 2 KiB each, in a JVM of their own. */
  @ParameterizedTest
  @CsvSource({"nio", "rwloop"})
  void idleTransfersHoldLittle(String strategy) {
    ChildJvm.Outcome outcome =
        new ChildJvm()
            .withClassPath()
            .with("-Xmx256m")
            .run(IdleTransfers.class, strategy, "10000", "2048");
    System.out.println(outcome.output());
    assertThat(outcome.exit()).as(outcome.output()).isZero();
  }

  @Test
  void theResultOfARunIsThereTooAndAFailureHasNone() throws Exception {
    Path file = Content.file(folder, 100);
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    try (Transfer transfer = Sendfile.getDefault().open(TransferRequest.from(file).to(target))) {
      assertThat(transfer.result()).isEmpty();
      TransferResult result = transfer.run();
      assertThat(transfer.result()).hasValue(result);
    }
    try (Transfer fails =
        Sendfile.getDefault()
            .open(
                TransferRequest.from(new ByteArrayInputStream(new byte[1]))
                    .to(target)
                    .range(0, 2))) {
      assertThatThrownBy(fails::run).isInstanceOf(TransferException.class);
      assertThat(fails.result()).isEmpty();
    }
  }
}
