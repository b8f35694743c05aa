package dev.sendfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.internal.end.Ends;
import dev.sendfile.internal.end.EngineSource;
import dev.sendfile.internal.end.Opening;
import dev.sendfile.internal.thread.Watchdog;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
            Settings.DEFAULTS.withWriteTimeout(Duration.ofMinutes(1)));
  }

  @AfterEach
  void close() throws IOException {
    guard.end();
    pipe.sink().close();
    pipe.source().close();
  }

  @Test
  void aStepWithoutProgressForTheTimeoutClosesItsTarget() {
    guard.begin();
    guard.enterStep();

    guard.look(System.nanoTime() + HOUR);

    assertThat(pipe.sink().isOpen()).isFalse();
    assertThat(guard.stop()).isEqualTo(Guard.Stop.WRITE_TIMEOUT);
    assertThat(guard.end()).as("an end was closed").isTrue();
  }

  @Test
  void nothingIsClosedBetweenTwoSteps() {
    guard.begin();
    guard.enterStep();
    guard.leaveStep();

    guard.look(System.nanoTime() + HOUR);

    assertThat(pipe.sink().isOpen()).isTrue();
  }

  @Test
  void nothingIsClosedOnceTheTransferHasEnded() {
    guard.begin();
    guard.enterStep();

    assertThat(guard.end()).as("an end was closed").isFalse();
    guard.look(System.nanoTime() + HOUR);
    guard.cancel();
    guard.look(System.nanoTime() + HOUR);

    assertThat(pipe.sink().isOpen()).isTrue();
  }

  @Test
  void aCancelledStepHasATenthOfASecondToEndByItself() {
    guard.begin();
    guard.enterStep();
    guard.cancel();

    guard.look(System.nanoTime());
    assertThat(pipe.sink().isOpen()).isTrue();
    guard.look(System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(101));
    assertThat(pipe.sink().isOpen()).isFalse();
  }
}
