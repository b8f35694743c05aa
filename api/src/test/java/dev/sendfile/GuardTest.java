package dev.sendfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sendfile.internal.end.Ends;
import dev.sendfile.internal.end.EngineSource;
import dev.sendfile.internal.end.Opening;
import dev.sendfile.internal.thread.Watchdog;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a guard closes an end, and when it must not. */
class GuardTest {

  private static final long HOUR = TimeUnit.HOURS.toNanos(1);

  /** Between two looks of the watchdog. */
  private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(50);

  @TempDir Path directory;

  private final Watchdog watchdog = new Watchdog();
  private Pipe pipe;
  private Guard guard;

  @BeforeEach
  void open() throws IOException {
    Path file = Files.write(directory.resolve("file"), new byte[1]);
    pipe = Pipe.open();
    EngineSource source = Ends.source(FileChannel.open(file));
    guard =
        new Guard(
            watchdog,
            source,
            Ends.target(pipe.sink(), Opening.DEFAULT, source),
            Settings.NONE.withWriteTimeout(Duration.ofMinutes(1)));
  }

  @AfterEach
  void close() throws IOException {
    guard.end();
    pipe.sink().close();
    pipe.source().close();
  }

  /** As the watchdog does: it ends only a step that it meets for the second time. */
  static void lookTwice(Guard guard, long now) {
    guard.look(now);
    guard.look(now);
  }

  private static long passing = System.nanoTime();

  /** Lets time pass as the watchdog does, look by look, but without waiting for it. */
  static void pass(Watchdog watchdog, Guard guard, Duration time) {
    for (long nanos = 0; nanos < time.toNanos(); nanos += LOOK) {
      passing = Math.max(passing, System.nanoTime()) + LOOK;
      watchdog.clock().tick(passing);
      guard.look(passing);
    }
  }

  @Test
  void aStepThatIsSeenForTheFirstTimeIsNotBlocked() throws IOException {
    guard.begin();
    for (int i = 0; i < 3000; i++) {
      guard.enterStep();
      pass(watchdog, guard, Duration.ofNanos(LOOK));
      guard.leaveStep();
    }

    assertThat(pipe.sink().isOpen()).isTrue();
    assertThat(guard.stop()).isEqualTo(Guard.Stop.NO);
  }

  @Test
  void aStepWithoutProgressForTheTimeoutClosesItsTarget() throws IOException {
    guard.begin();
    guard.enterStep();

    pass(watchdog, guard, Duration.ofSeconds(59));
    assertThat(pipe.sink().isOpen()).as("before the timeout").isTrue();
    pass(watchdog, guard, Duration.ofSeconds(2));

    await().atMost(Duration.ofMinutes(1)).until(() -> !pipe.sink().isOpen());
    assertThat(guard.stop()).isEqualTo(Guard.Stop.WRITE_TIMEOUT);
    assertThat(guard.end()).as("an end was closed").isTrue();
  }

  @Test
  void nothingIsClosedBetweenTwoSteps() throws IOException {
    guard.begin();
    guard.enterStep();
    guard.leaveStep();

    pass(watchdog, guard, Duration.ofHours(1));

    assertThat(pipe.sink().isOpen()).isTrue();
  }

  @Test
  void nothingIsClosedOnceTheTransferHasEnded() throws IOException {
    guard.begin();
    guard.enterStep();

    assertThat(guard.end()).as("an end was closed").isFalse();
    pass(watchdog, guard, Duration.ofHours(1));
    guard.cancel();
    lookTwice(guard, System.nanoTime() + HOUR);

    assertThat(pipe.sink().isOpen()).isTrue();
  }

  /** A write that is blocked ends by itself, and the source is its owner's. */
  @Test
  void aSourceThatNobodyIsReadingStaysOpenWhenTheTargetIsClosed() throws IOException {
    try (Reading reading = new Reading()) {
      reading.guard.enterStep();
      pipe.sink().close();
      for (int i = 0; i < 3; i++) {
        lookTwice(reading.guard, System.nanoTime());
      }
      assertThat(reading.source.source().isOpen()).isTrue();
    }
  }

  @Test
  void aSourceThatIsBeingReadForATargetThatIsClosedIsClosedToEndTheRead() throws Exception {
    try (Reading reading = new Reading()) {
      reading.guard.enterStep();
      CompletableFuture<IOException> ended = reading.start();
      pipe.sink().close();
      assertThat(ended.get(1, TimeUnit.MINUTES)).isInstanceOf(AsynchronousCloseException.class);
    }
  }

  /** A session that needs not be told. */
  static final Unblocking NOBODY =
      new Unblocking(batch -> Step.TARGET_FULL, new Watchdog().closers());

  /** A transfer from a pipe that says nothing, to the pipe of this test. */
  private final class Reading implements AutoCloseable {

    final Pipe source = Pipe.open();
    final EngineSource end = Ends.source(source.source());
    final Guard guard =
        new Guard(
            new Watchdog(), end, Ends.target(pipe.sink(), Opening.DEFAULT, end), Settings.NONE);

    Reading() throws IOException {
      guard.begin();
      guard.watchTarget(false, true, NOBODY);
    }

    CompletableFuture<IOException> start() {
      CompletableFuture<IOException> ended = new CompletableFuture<>();
      Thread thread =
          new Thread(
              () -> {
                try {
                  ended.completeExceptionally(
                      new AssertionError("read " + end.read(ByteBuffer.allocate(1), 0)));
                } catch (IOException e) {
                  ended.complete(e);
                }
              });
      thread.setDaemon(true);
      thread.start();
      return ended;
    }

    @Override
    public void close() throws IOException {
      guard.end();
      source.sink().close();
      source.source().close();
    }
  }

  @Test
  void aCancelledStepHasATenthOfASecondToEndByItself() throws IOException {
    guard.begin();
    guard.enterStep();
    guard.cancel();

    lookTwice(guard, System.nanoTime());
    assertThat(pipe.sink().isOpen()).isTrue();
    lookTwice(guard, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(101));
    await().atMost(Duration.ofMinutes(1)).until(() -> !pipe.sink().isOpen());
  }
}
