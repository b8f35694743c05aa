package dev.sendfile;

import static dev.sendfile.Guard.Stop.NO;
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
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a transfer has beside moving bytes. */
class SupervisionTest {

  private static final long HOUR = TimeUnit.HOURS.toNanos(1);

  private final Watchdog watchdog = new Watchdog();
  private Pipe pipe;
  private EngineSource source;
  private EngineTarget target;

  @BeforeEach
  void open() throws IOException {
    pipe = Pipe.open();
    pipe.sink().configureBlocking(false);
    pipe.source().configureBlocking(false);
    source = Ends.source(pipe.source());
    target = Ends.target(pipe.sink(), Opening.DEFAULT, source);
  }

  @AfterEach
  void close() throws IOException {
    pipe.sink().close();
    pipe.source().close();
  }

  private Guard guard(Duration timeout) {
    Settings settings = Settings.NONE.withWriteTimeout(timeout).withReadTimeout(timeout);
    return new Guard(watchdog, source, target, settings);
  }

  private void pass(Guard guard, Duration time) {
    GuardTest.pass(watchdog, guard, time);
  }

  @Test
  void withoutAnythingToWatchNothingHappens() throws IOException {
    Supervision bare = new Supervision(null, null, null);
    bare.begin();

    assertThat(bare.enterStep()).as("nobody wants the time").isZero();
    bare.leaveStep();
    bare.stepTook(0);
    assertThat(bare.stepSize(1000)).isEqualTo(1000);
    assertThat(bare.stop()).isEqualTo(Guard.Stop.NO);
    bare.cancel();
    assertThat(bare.stop()).isEqualTo(Guard.Stop.NO);
    assertThat(bare.guard()).isNull();
    assertThat(bare.endGuard()).isFalse();
    bare.end();
  }

  @Test
  void stepsFollowTheReceiverButNeverExceedWhatIsAskedFor() {
    Supervision adaptive = new Supervision(null, null, new StepSize(StepSize.LARGE, 0));

    assertThat(adaptive.stepSize(1 << 20)).isEqualTo(64 << 10);
    assertThat(adaptive.stepSize(1000)).isEqualTo(1000);
    long began = adaptive.enterStep();
    assertThat(began).isNotZero();
    adaptive.stepTook(System.nanoTime() + HOUR);
    assertThat(adaptive.stepSize(1 << 20)).as("after a quick one").isEqualTo(128 << 10);
    adaptive.stepTook(System.nanoTime() - HOUR);
    assertThat(adaptive.stepSize(1 << 20)).as("after a slow one").isEqualTo(64 << 10);
    adaptive.stepTook(0);
    assertThat(adaptive.stepSize(1 << 20)).as("of one that was not timed").isEqualTo(64 << 10);
  }

  @Test
  void whatMovedIsCounted() {
    Supervision counting = new Supervision(null, null, null);

    counting.progressed("a", 10);
    counting.countParked(3);
    counting.countParked(4);

    assertThat(counting.accepted()).isEqualTo(10);
    assertThat(counting.parked()).isEqualTo(7);
  }

  @Test
  void anEndThatIsReadyTwiceAndDoesNotMoveIsWaitedForInVain() throws IOException {
    Supervision waiting = new Supervision(null, null, null);

    assertThat(waiting.await(target, Readiness.TARGET_WRITABLE)).isFalse();
    assertThat(waiting.inVain()).isEqualTo(1);
    assertThat(waiting.await(target, Readiness.TARGET_WRITABLE)).isTrue();
    assertThat(waiting.await(target, Readiness.TARGET_WRITABLE)).isTrue();
    assertThat(waiting.inVain()).isEqualTo(3);
    long began = System.nanoTime();
    for (int i = 0; i < 4; i++) {
      assertThat(waiting.await(target, Readiness.TARGET_WRITABLE)).as("by a pause").isTrue();
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .as("1, 2, 4 and 8 ms, of which a park may miss some")
        .isGreaterThan(Duration.ofMillis(5));
    assertThat(waiting.inVain()).as("a pause sees nothing ready").isEqualTo(3);
    waiting.progressed("a", 1);
    assertThat(waiting.inVain()).isZero();
    waiting.end();
  }

  @Test
  void anEndThatIsNotReadyIsNotWaitedForInVain() throws IOException {
    Supervision waiting = new Supervision(null, null, null);

    assertThat(waiting.await(target, Readiness.TARGET_WRITABLE)).isFalse();
    assertThat(waiting.await(source, Readiness.SOURCE_READABLE)).isFalse();
    assertThat(waiting.inVain()).isZero();
    pipe.sink().write(ByteBuffer.allocate(1));
    assertThat(waiting.await(source, Readiness.SOURCE_READABLE)).isFalse();
    assertThat(waiting.inVain()).isEqualTo(1);
    waiting.end();
    assertThat(pipe.source().isRegistered()).as("after the end").isFalse();
  }

  @Test
  void whoWaitsElsewhereCountsTooUntilTheNextStep() {
    Guard guard = guard(Duration.ofSeconds(1));
    Supervision elsewhere = new Supervision(guard, null, null);

    elsewhere.waitsElsewhere(Readiness.TARGET_WRITABLE);
    pass(guard, Duration.ofSeconds(2));
    elsewhere.enterStep();
    elsewhere.leaveStep();
    assertThat(elsewhere.stop()).as("that step may have moved something").isEqualTo(NO);
    elsewhere.waitsElsewhere(Readiness.TARGET_WRITABLE);

    assertThat(elsewhere.inVain()).isEqualTo(2);
    assertThat(elsewhere.stop()).isEqualTo(Guard.Stop.WRITE_TIMEOUT);
    new Supervision(null, null, null).waitsElsewhere(Readiness.TARGET_WRITABLE);
  }

  @Test
  void nobodyWaitsWhenTheTimeIsOver() throws IOException {
    Guard guard = guard(Duration.ofNanos(1));
    Supervision late = new Supervision(guard, null, null);
    guard.endWait(Readiness.TARGET_WRITABLE, guard.beginWait() - HOUR);

    assertThat(late.await(target, Readiness.TARGET_WRITABLE)).isFalse();
    assertThat(late.inVain()).as("it was not even looked at").isZero();
    assertThat(late.stop()).isEqualTo(Guard.Stop.WRITE_TIMEOUT);
  }

  @Test
  void aPauseIsOverWhenItsTimeIs() {
    Supervision pausing = new Supervision(null, null, null);
    assertThat(pausing.pauseLeft()).isZero();
    assertThat(pausing.pauseOver()).isTrue();

    pausing.pauseFor(HOUR);
    assertThat(pausing.pauseLeft()).isBetween(HOUR - HOUR / 60, HOUR);
    assertThat(pausing.pauseOver()).isFalse();
    pausing.pauseFor(1_000_000);
    await().atMost(Duration.ofMinutes(1)).until(pausing::pauseOver);
    assertThat(pausing.pauseLeft()).isZero();
  }

  @Test
  void aPauseIsNoStallOfEitherEnd() {
    Guard guard = guard(Duration.ofSeconds(2));
    Supervision pausing = new Supervision(guard, null, null);
    pausing.enterStep();
    pausing.leaveStep();
    pausing.pauseFor(1_000_000);
    pass(guard, Duration.ofSeconds(10));
    await().atMost(Duration.ofMinutes(1)).until(pausing::pauseOver);
    pausing.enterStep();
    pausing.leaveStep();

    assertThat(guard.remaining(Readiness.TARGET_WRITABLE)).isEqualTo(2_000_000_000L);
    assertThat(guard.remaining(Readiness.SOURCE_READABLE)).isEqualTo(2_000_000_000L);
  }

  @Test
  void aGuardThatComesLateIsInTheStepAlready() throws IOException {
    pipe.sink().configureBlocking(true);
    Guard late =
        new Guard(
            new Watchdog(), source, target, Settings.NONE.withWriteTimeout(Duration.ofMinutes(1)));
    Supervision supervision = new Supervision(null, null, null);

    supervision.guardBy(late);
    late.cancel();
    lookTwice(late, System.nanoTime() + HOUR);

    assertThat(supervision.guard()).isSameAs(late);
    await("a step was under way").until(() -> !pipe.sink().isOpen());
    assertThat(supervision.endGuard()).as("an end was closed").isTrue();
  }

  @Test
  void theGuardIsToldOfSteps() throws IOException {
    pipe.sink().configureBlocking(true);
    Guard guard = guard(Duration.ofMinutes(1));
    Supervision supervision = new Supervision(guard, null, null);
    supervision.begin();
    supervision.cancel();
    assertThat(supervision.stop()).isEqualTo(Guard.Stop.CANCELLED);

    lookTwice(guard, System.nanoTime() + HOUR);
    assertThat(pipe.sink().isOpen()).as("before a step").isTrue();
    supervision.enterStep();
    supervision.leaveStep();
    lookTwice(guard, System.nanoTime() + HOUR);
    assertThat(pipe.sink().isOpen()).as("after a step").isTrue();
    supervision.enterStep();
    lookTwice(guard, System.nanoTime() + HOUR);
    await("in a step").until(() -> !pipe.sink().isOpen());
    assertThat(supervision.endGuard()).as("an end was closed").isTrue();
  }

  @Test
  void bytesThatMoveBeginTheTimeAnewAndAreTold() {
    Guard guard = guard(Duration.ofSeconds(2));
    List<Long> told = new ArrayList<>();
    TransferListener listener =
        new TransferListener() {
          @Override
          public void progressed(TransferProgress progress) {
            told.add(progress.bytes());
          }
        };
    Supervision moving = new Supervision(guard, new ProgressReporter(listener, 1000), null);
    guard.endWait(Readiness.TARGET_WRITABLE, guard.beginWait() - 500_000_000L);
    assertThat(guard.remaining(Readiness.TARGET_WRITABLE)).isLessThan(1_700_000_000L);
    await()
        .atMost(Duration.ofMinutes(1))
        .during(Duration.ofMillis(110))
        .until(() -> true); // progress is told every 100 ms

    moving.progressed("a", 10);

    assertThat(guard.remaining(Readiness.TARGET_WRITABLE)).isGreaterThan(1_800_000_000L);
    assertThat(told).containsExactly(10L);
  }
}
