package dev.sendfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.internal.end.Ends;
import dev.sendfile.internal.end.EngineSource;
import dev.sendfile.internal.end.Opening;
import dev.sendfile.internal.thread.Watchdog;
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

  @TempDir Path directory;

  private Pipe pipe;
  private Guard guard;

  @BeforeEach
  void open() throws IOException {
    Path file = Files.write(directory.resolve("file"), new byte[1]);
    pipe = Pipe.open();
    EngineSource source = Ends.source(FileChannel.open(file));
    guard =
        new Guard(
            new Watchdog(),
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

  @Test
  void aStepThatIsSeenForTheFirstTimeIsNotBlocked() {
    guard.begin();
    guard.enterStep();
    guard.look(System.nanoTime() + HOUR);
    guard.leaveStep();
    guard.enterStep();
    guard.look(System.nanoTime() + HOUR);

    assertThat(pipe.sink().isOpen()).isTrue();
    assertThat(guard.stop()).isEqualTo(Guard.Stop.NO);
  }

  @Test
  void aStepWithoutProgressForTheTimeoutClosesItsTarget() {
    guard.begin();
    guard.enterStep();

    lookTwice(guard, System.nanoTime() + HOUR);

    assertThat(pipe.sink().isOpen()).isFalse();
    assertThat(guard.stop()).isEqualTo(Guard.Stop.WRITE_TIMEOUT);
    assertThat(guard.end()).as("an end was closed").isTrue();
  }

  @Test
  void nothingIsClosedBetweenTwoSteps() {
    guard.begin();
    guard.enterStep();
    guard.leaveStep();

    lookTwice(guard, System.nanoTime() + HOUR);

    assertThat(pipe.sink().isOpen()).isTrue();
  }

  @Test
  void nothingIsClosedOnceTheTransferHasEnded() {
    guard.begin();
    guard.enterStep();

    assertThat(guard.end()).as("an end was closed").isFalse();
    lookTwice(guard, System.nanoTime() + HOUR);
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

  /** A transfer from a pipe that says nothing, to the pipe of this test. */
  private final class Reading implements AutoCloseable {

    final Pipe source = Pipe.open();
    final EngineSource end = Ends.source(source.source());
    final Guard guard =
        new Guard(
            new Watchdog(), end, Ends.target(pipe.sink(), Opening.DEFAULT, end), Settings.NONE);

    Reading() throws IOException {
      guard.begin();
      guard.watchTarget(false, true);
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
  void aCancelledStepHasATenthOfASecondToEndByItself() {
    guard.begin();
    guard.enterStep();
    guard.cancel();

    lookTwice(guard, System.nanoTime());
    assertThat(pipe.sink().isOpen()).isTrue();
    lookTwice(guard, System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(101));
    assertThat(pipe.sink().isOpen()).isFalse();
  }
}
