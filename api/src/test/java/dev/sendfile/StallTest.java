package dev.sendfile;

import static dev.sendfile.GuardTest.lookTwice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sendfile.internal.end.Ends;
import dev.sendfile.internal.end.EngineSource;
import dev.sendfile.internal.end.EngineTarget;
import dev.sendfile.internal.end.Opening;
import dev.sendfile.internal.thread.Watchdog;
import dev.sendfile.spi.Readiness;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which end a guard closes to end a step, who looks, and how long there is to wait. */
class StallTest {

  private static final long HOUR = TimeUnit.HOURS.toNanos(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  @TempDir Path folder;

  private Pipe from;
  private Pipe to;
  private FileChannel file;

  @BeforeEach
  void open() throws IOException {
    from = Pipe.open();
    to = Pipe.open();
    file = FileChannel.open(Files.write(folder.resolve("file"), new byte[1]));
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
    return new Guard(new Watchdog(), source, target, settings);
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
    Guard guard = guard(file, Settings.NONE);
    guard.begin();
    guard.watchTarget(true, false);
    guard.enterStep();
    to.sink().close();

    await().atMost(Duration.ofMinutes(1)).until(() -> !file.isOpen());
    assertThat(guard.stop()).isEqualTo(Guard.Stop.NO);
    guard.end();
  }

  @Test
  void nobodyLooksAfterTheEnd() throws IOException {
    Watchdog watchdog = new Watchdog();
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
    guard.watchTarget(true, false);
    guard.watchTarget(false, false);
    guard.enterStep();
    to.sink().close();
    lookTwice(guard, System.nanoTime());

    assertThat(file.isOpen()).isTrue();
    guard.end();
  }

  @Test
  void aDeafStepIsEndedByBothItsEnds() throws IOException {
    Guard guard = guard(file, WRITE);
    guard.begin();
    guard.watchTarget(true, false);
    guard.enterStep();
    lookTwice(guard, System.nanoTime() + HOUR);

    assertThat(to.sink().isOpen()).isFalse();
    assertThat(file.isOpen()).isFalse();
    guard.end();
  }

  @Test
  void anOrdinaryStepIsEndedByItsTargetAlone() throws IOException {
    Guard guard = guard(file, WRITE);
    guard.begin();
    guard.enterStep();
    lookTwice(guard, System.nanoTime());
    assertThat(to.sink().isOpen()).as("before the timeout").isTrue();
    lookTwice(guard, System.nanoTime() + HOUR);

    assertThat(to.sink().isOpen()).isFalse();
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
                return; // that is what ends it
              }
            });
    guard.begin();
    guard.enterStep();
    reader.start();
    entered.await();
    await().atMost(Duration.ofMinutes(1)).until(source::reading);

    lookTwice(guard, System.nanoTime());
    assertThat(from.source().isOpen()).as("before the timeout").isTrue();
    lookTwice(guard, System.nanoTime() + HOUR);

    assertThat(guard.stop()).isEqualTo(Guard.Stop.READ_TIMEOUT);
    assertThat(from.source().isOpen()).isFalse();
    assertThat(to.sink().isOpen()).isTrue();
    reader.join(10_000);
    guard.end();
  }

  @Test
  void aTimeoutOfTheOtherEndEndsNothing() throws IOException {
    Guard reads = guard(file, READ);
    reads.begin();
    reads.enterStep();
    lookTwice(reads, System.nanoTime() + HOUR);
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
    lookTwice(guard, System.nanoTime() + HOUR);

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
    assertThat(writes.remaining(Readiness.TARGET_WRITABLE)).isNotPositive();
    assertThat(writes.stop()).isEqualTo(Guard.Stop.WRITE_TIMEOUT);
    Guard reads = guard(file, Settings.NONE.withReadTimeout(Duration.ofNanos(1)));
    assertThat(reads.remaining(Readiness.SOURCE_READABLE)).isNotPositive();
    assertThat(reads.stop()).isEqualTo(Guard.Stop.READ_TIMEOUT);
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
      await().atMost(Duration.ofMinutes(1)).until(() -> guard.remaining(on) <= 0);
      guard.progressed();
      assertThat(guard.remaining(on)).isPositive();
      await().atMost(Duration.ofMinutes(1)).until(() -> guard.remaining(on) <= 0);
      guard.begin();
      assertThat(guard.remaining(on)).isPositive();
      guard.end();
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

    Guard.close(Ends.source(stream));

    assertThat(closed[0]).isFalse();
  }
}
