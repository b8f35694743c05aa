package dev.sendfile;

import static dev.sendfile.Guard.Stop.NO;
import static dev.sendfile.GuardTest.NOBODY;
import static dev.sendfile.GuardTest.lookTwice;
import static dev.sendfile.GuardTest.pass;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sendfile.internal.end.CountedReads;
import dev.sendfile.internal.end.Ends;
import dev.sendfile.internal.end.EngineSource;
import dev.sendfile.internal.end.EngineTarget;
import dev.sendfile.internal.end.Opening;
import dev.sendfile.internal.thread.Watchdog;
import dev.sendfile.spi.Readiness;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which end a guard closes to end a step, who looks, and how long there is to wait. */
class StallTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir Path folder;

  private final Watchdog watchdog = new Watchdog();
  private Pipe from;
  private Pipe to;
  private Path path;
  private FileChannel file;

  @BeforeEach
  void open() throws IOException {
    from = Pipe.open();
    to = Pipe.open();
    path = Files.write(folder.resolve("file"), new byte[1]);
    file = FileChannel.open(path);
  }

  @AfterEach
  void close() throws IOException {
    file.close();
    for (Pipe pipe : new Pipe[] {from, to}) {
      pipe.sink().close();
      pipe.source().close();
    }
  }

  private Guard guard(Object source, Settings settings) throws IOException {
    return guard(Ends.source(source), settings);
  }

  private Guard guard(EngineSource source, Settings settings) throws IOException {
    EngineTarget target = Ends.target(to.sink(), Opening.DEFAULT, source);
    return new Guard(watchdog, source, target, settings);
  }

  private static final Settings WRITE = Settings.NONE.withWriteTimeout(MINUTE);
  private static final Settings READ = Settings.NONE.withReadTimeout(MINUTE);

  @Test
  void theWatchdogLooksWhereAStepMayBlockForLongerThanATimeout() throws IOException {
    Guard guard = guard(file, Settings.NONE.withWriteTimeout(Duration.ofMillis(1)));
    guard.begin();
    guard.enterStep();

    await().atMost(Duration.ofMinutes(1)).until(() -> !to.sink().isOpen());
    assertThat(guard.stop()).isEqualTo(Guard.Stop.WRITE_TIMEOUT);
    guard.end();
  }

  @Test
  void theWatchdogLooksAfterACancelAlsoWhereNoTimeoutIsSet() throws IOException {
    Guard guard = guard(file, Settings.NONE);
    guard.begin();
    guard.enterStep();
    guard.cancel();

    await().atMost(Duration.ofMinutes(1)).until(() -> !to.sink().isOpen());
    assertThat(guard.stop()).isEqualTo(Guard.Stop.CANCELLED);
    assertThat(guard.end()).isTrue();
  }

  @Test
  void theWatchdogLooksAtOneThatWasCancelledBeforeItBegan() throws IOException {
    Guard guard = guard(file, Settings.NONE);
    guard.cancel();
    guard.begin();
    guard.enterStep();

    await().atMost(Duration.ofMinutes(1)).until(() -> !to.sink().isOpen());
    guard.end();
  }

  @Test
  void theWatchdogLooksAtATargetThatNobodyElseWatches() throws IOException {
    EngineSource own = Ends.source(path);
    Guard guard = guard(own, Settings.NONE);
    guard.begin();
    guard.watchTarget(true, false, NOBODY);
    guard.enterStep();
    to.sink().close();

    await().atMost(Duration.ofMinutes(1)).until(() -> !own.isOpen());
    assertThat(guard.stop()).isEqualTo(Guard.Stop.NO);
    guard.end();
  }

  /** Others may be sending it. */
  @Test
  void aFileChannelOfTheCallersIsNeverClosed() throws IOException {
    Guard guard = guard(file, WRITE);
    guard.begin();
    guard.watchTarget(true, false, NOBODY);
    guard.enterStep();
    pass(watchdog, guard, HOUR);
    await().atMost(Duration.ofMinutes(1)).until(() -> !to.sink().isOpen());
    pass(watchdog, guard, HOUR);
    assertThat(guard.end()).isTrue();

    assertThat(file.isOpen()).isTrue();
  }

  @Test
  void aSocketIsShutDownBeforeItIsClosedWhereClosingItIsNotNoticed() throws Exception {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      try (SocketChannel socket = SocketChannel.open(server.getLocalAddress());
          SocketChannel peer = server.accept()) {
        EngineSource own = Ends.source(path);
        Guard guard = new Guard(watchdog, own, Ends.target(socket, Opening.DEFAULT, own), WRITE);
        guard.begin();
        guard.watchTarget(true, false, NOBODY);
        guard.enterStep();
        pass(watchdog, guard, HOUR);
        await().atMost(Duration.ofMinutes(1)).until(() -> !socket.isOpen());
        assertThat(guard.end()).isTrue();

        assertThat(peer.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        own.release();
      }
    }
  }

  @Test
  void nobodyLooksAfterTheEnd() throws IOException {
    EngineSource source = Ends.source(file);
    Guard guard =
        new Guard(watchdog, source, Ends.target(to.sink(), Opening.DEFAULT, source), WRITE);
    guard.begin();
    assertThat(watchdogs()).isTrue();
    guard.end();

    await().atMost(Duration.ofMinutes(1)).until(() -> !watchdogs());
  }

  private static boolean watchdogs() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(it -> it.getName().equals("sendfile-watchdog"));
  }

  @Test
  void aStrategyThatNoticesItselfKeepsItsSource() throws IOException {
    Guard guard = guard(file, WRITE);
    guard.begin();
    guard.watchTarget(true, false, NOBODY);
    guard.watchTarget(false, false, NOBODY);
    guard.enterStep();
    to.sink().close();
    lookTwice(guard, System.nanoTime());

    assertThat(file.isOpen()).isTrue();
    guard.end();
  }

  @Test
  void aStepThatNoticesNothingOfItsTargetIsEndedByBothEndsWhereTheFileIsOurs() throws IOException {
    EngineSource own = Ends.source(path);
    Guard guard = guard(own, WRITE);
    guard.begin();
    guard.watchTarget(true, false, NOBODY);
    guard.enterStep();
    pass(watchdog, guard, HOUR);

    await().atMost(Duration.ofMinutes(1)).until(() -> !to.sink().isOpen() && !own.isOpen());
    guard.end();
  }

  @Test
  void anOrdinaryStepIsEndedByItsTargetAlone() throws IOException {
    Guard guard = guard(file, WRITE);
    guard.begin();
    guard.enterStep();
    lookTwice(guard, System.nanoTime());
    assertThat(to.sink().isOpen()).as("before the timeout").isTrue();
    pass(watchdog, guard, HOUR);

    await().atMost(Duration.ofMinutes(1)).until(() -> !to.sink().isOpen());
    assertThat(file.isOpen()).isTrue();
    guard.end();
  }

  @Test
  void aReadThatBlocksIsEndedByItsSource() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    EngineSource source = Ends.source(from.source());
    Guard guard = guard(source, READ);
    Thread reader =
        new Thread(
            () -> {
              entered.countDown();
              try {
                source.read(ByteBuffer.allocate(1), 0);
              } catch (IOException e) {
                guard.leaveStep(); // that is what ends it
              }
            });
    guard.begin();
    guard.enterStep();
    reader.start();
    entered.await();
    await().atMost(Duration.ofMinutes(1)).until(source::reading);

    lookTwice(guard, System.nanoTime());
    assertThat(from.source().isOpen()).as("before the timeout").isTrue();
    pass(watchdog, guard, Duration.ofSeconds(50));
    await()
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              pass(watchdog, guard, Duration.ofSeconds(1));
              return !from.source().isOpen();
            });

    assertThat(guard.stop()).isEqualTo(Guard.Stop.READ_TIMEOUT);
    assertThat(to.sink().isOpen()).isTrue();
    reader.join(60_000);
    guard.end();
  }

  @Test
  void aTimeoutOfTheOtherEndEndsNothing() throws IOException {
    Guard reads = guard(file, READ);
    reads.begin();
    reads.enterStep();
    pass(watchdog, reads, HOUR);
    assertThat(to.sink().isOpen()).as("no write timeout").isTrue();
    assertThat(reads.stop()).isEqualTo(Guard.Stop.NO);
    reads.end();
  }

  @Test
  void aTargetThatNeverBlocksIsLeftToWhoWaitsForIt() throws IOException {
    to.sink().configureBlocking(false);
    Guard guard = guard(file, WRITE);
    guard.begin();
    guard.enterStep();
    pass(watchdog, guard, HOUR);

    assertThat(to.sink().isOpen()).isTrue();
    assertThat(guard.stop()).isEqualTo(Guard.Stop.NO);
    guard.end();
  }

  @Test
  void eachEndHasItsOwnTimeToWait() throws IOException {
    Guard guard = guard(file, WRITE);
    guard.begin();

    assertThat(guard.remaining(Readiness.TARGET_WRITABLE))
        .isBetween(MINUTE.toNanos() / 2, MINUTE.toNanos());
    assertThat(guard.remaining(Readiness.SOURCE_READABLE)).isEqualTo(Long.MAX_VALUE);
    assertThat(guard(file, READ).remaining(Readiness.SOURCE_READABLE))
        .isBetween(MINUTE.toNanos() / 2, MINUTE.toNanos());
    assertThat(guard(file, READ).remaining(Readiness.TARGET_WRITABLE)).isEqualTo(Long.MAX_VALUE);
    assertThat(guard.stop()).isEqualTo(Guard.Stop.NO);
    guard.end();
  }

  @Test
  void timeThatIsOverIsNotedByItsEnd() throws IOException {
    Guard writes = guard(file, Settings.NONE.withWriteTimeout(Duration.ofNanos(1)));
    waitFor(writes, Readiness.SOURCE_READABLE);
    assertThat(writes.remaining(Readiness.TARGET_WRITABLE)).as("the other end").isPositive();
    waitFor(writes, Readiness.TARGET_WRITABLE);
    assertThat(writes.remaining(Readiness.TARGET_WRITABLE)).isNotPositive();
    assertThat(writes.stop()).isEqualTo(Guard.Stop.WRITE_TIMEOUT);
    Guard reads = guard(file, Settings.NONE.withReadTimeout(Duration.ofNanos(1)));
    waitFor(reads, Readiness.SOURCE_READABLE);
    assertThat(reads.remaining(Readiness.SOURCE_READABLE)).isNotPositive();
    assertThat(reads.stop()).isEqualTo(Guard.Stop.READ_TIMEOUT);
  }

  /** As the engine waits between two steps. */
  private void waitFor(Guard guard, Readiness on) {
    long began = guard.beginWait();
    pass(watchdog, guard, Duration.ofMillis(600));
    guard.endWait(on, began);
  }

  @Test
  void theFirstReasonToStopCounts() throws IOException {
    Guard guard = guard(file, Settings.NONE.withWriteTimeout(Duration.ofNanos(1)));
    waitFor(guard, Readiness.TARGET_WRITABLE);
    guard.remaining(Readiness.TARGET_WRITABLE);
    guard.cancel();

    assertThat(guard.stop()).isEqualTo(Guard.Stop.WRITE_TIMEOUT);
  }

  /** A step may wait for a source that gives nothing, and write at once what it gives. */
  @Test
  void theIdlenessOfTheSourceIsNotTheTargets() throws Exception {
    EngineSource source = Ends.source(from.source());
    Guard guard = guard(source, WRITE);
    guard.begin();
    guard.enterStep();
    Thread reader =
        new Thread(
            () -> {
              try {
                source.read(ByteBuffer.allocate(1), 0);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    reader.start();
    await().atMost(Duration.ofMinutes(1)).until(source::reading);
    pass(watchdog, guard, HOUR);
    from.sink().write(ByteBuffer.allocate(1));
    reader.join(60_000);
    pass(watchdog, guard, Duration.ofSeconds(55));

    assertThat(guard.stop()).as("the write has waited for less than a minute").isEqualTo(NO);
    pass(watchdog, guard, Duration.ofSeconds(10));
    assertThat(guard.stop()).isEqualTo(Guard.Stop.WRITE_TIMEOUT);
    guard.end();
  }

  /** A step may read a slow disk for long, and then find that its target is full. */
  @Test
  void theTimeThatAFileTakesIsNotTheTargets() throws IOException {
    EngineSource source = new CountedReads(Ends.source(file));
    Guard guard = guard(source, WRITE);
    guard.enterStep();
    pass(watchdog, guard, HOUR);
    source.read(ByteBuffer.allocate(1), 0);
    guard.leaveStep();
    guard.waitedInStep(Readiness.TARGET_WRITABLE);

    assertThat(guard.remaining(Readiness.TARGET_WRITABLE)).isPositive();
  }

  /** Whoever was stopped, or starved, was not idle. */
  @Test
  void timeInWhichNobodyCouldLookCountsLittle() throws IOException {
    Guard guard = guard(file, WRITE);
    guard.begin();
    guard.enterStep();
    pass(watchdog, guard, Duration.ofSeconds(30));
    long muchLater = System.nanoTime() + Duration.ofDays(1).toNanos();
    watchdog.clock().tick(muchLater);
    guard.look(muchLater);
    guard.look(muchLater);

    assertThat(guard.stop()).isEqualTo(NO);
    guard.end();
  }

  @Test
  void aStepThatSaysWhatItHasWaitedForCounts() throws IOException {
    Guard guard = guard(file, Settings.NONE.withWriteTimeout(Duration.ofMillis(500)));
    guard.enterStep();
    pass(watchdog, guard, Duration.ofMillis(400));
    guard.leaveStep();
    guard.waitedInStep(Readiness.SOURCE_READABLE);
    assertThat(guard.remaining(Readiness.TARGET_WRITABLE)).isGreaterThan(400_000_000L);
    guard.enterStep();
    pass(watchdog, guard, Duration.ofMillis(600));
    guard.leaveStep();
    guard.waitedInStep(Readiness.TARGET_WRITABLE);
    assertThat(guard.remaining(Readiness.TARGET_WRITABLE)).isNotPositive();
  }

  @Test
  void progressBeginsTheTimeAnew() throws IOException {
    for (Settings settings :
        new Settings[] {
          Settings.NONE.withWriteTimeout(Duration.ofMillis(500)),
          Settings.NONE.withReadTimeout(Duration.ofMillis(500))
        }) {
      Readiness on =
          settings.writeTimeout() > 0 ? Readiness.TARGET_WRITABLE : Readiness.SOURCE_READABLE;
      Guard guard = guard(file, settings);
      waitFor(guard, on);
      assertThat(guard.remaining(on)).isNotPositive();
      guard.progressed();
      assertThat(guard.remaining(on)).isPositive();
    }
  }

  @Test
  void aStreamThatNobodyKnowsIsNotClosed() throws IOException {
    boolean[] closed = new boolean[1];
    InputStream stream =
        new InputStream() {
          @Override
          public int read() {
            return -1;
          }

          @Override
          public void close() {
            closed[0] = true;
          }
        };

    StepEnding.ofSource(Ends.source(stream), () -> {}).run();

    assertThat(closed[0]).isFalse();
  }
}
