package dev.sendfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sendfile.internal.buffer.BufferCache;
import dev.sendfile.internal.settings.Defaults;
import dev.sendfile.internal.telemetry.ChoiceLog;
import dev.sendfile.internal.telemetry.Recorder;
import dev.sendfile.internal.thread.Watchdog;
import dev.sendfile.spi.Capability;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transfers that have to be watched, where no thread can be started that would. */
class UnwatchedTest {

  @TempDir Path folder;

  private final Scripted strategy = new Scripted("a");
  private Path file;
  private Pipe pipe;

  /** As many as the system has left for us. */
  private volatile int threadsLeft;

  @BeforeEach
  void open() throws IOException {
    file = Files.write(folder.resolve("content"), Samples.bytes(1000));
    pipe = Pipe.open();
  }

  @AfterEach
  void close() throws IOException {
    pipe.sink().close();
    pipe.source().close();
  }

  private Thread thread(Runnable work) {
    Thread made =
        new Thread(work, "sendfile-watchdog") {
          @Override
          public void start() {
            if (threadsLeft == 0) {
              throw new OutOfMemoryError("unable to create native thread");
            }
            super.start();
          }
        };
    made.setDaemon(true);
    return made;
  }

  private Sendfile sendfile() {
    Engine engine =
        new Engine(
            Deployed.of(strategy),
            () -> null,
            () -> Defaults.NONE,
            null,
            new BufferCache(),
            new Watchdog(this::thread),
            Recorder.NONE,
            new ChoiceLog());
    return new Sendfile(engine, Settings.NONE);
  }

  private TransferRequest request() {
    return TransferRequest.from(file).to(pipe.sink()).header(ByteBuffer.allocate(10));
  }

  private void checkRefused(Sendfile sendfile) throws IOException {
    TransferException e =
        catchThrowableOfType(TransferException.class, () -> sendfile.transfer(request()));

    assertThat(e.reason())
        .startsWith("the transfer has to be watched")
        .endsWith("no thread can be started for that: unable to create native thread");
    assertThat(e.failedEnd()).isEqualTo(FailedEnd.NEITHER);
    assertThat(e.bytesTransferredAtMost()).isZero();
    assertThat(pipe.sink().isOpen()).isTrue();
    pipe.source().configureBlocking(false);
    assertThat(pipe.source().read(ByteBuffer.allocate(1))).as("no byte has left").isZero();
  }

  @Test
  void aTransferWithATimeoutFailsBeforeItsFirstByte() throws IOException {
    checkRefused(sendfile().withWriteTimeout(Duration.ofMinutes(1)));
  }

  /** Which is known once its session is open. */
  @Test
  void soDoesOneWhoseStrategyDoesNotNoticeThatItsTargetIsClosed() throws IOException {
    strategy.can(Capability.IGNORES_TARGET_CLOSE);

    checkRefused(sendfile());
  }

  @Test
  void theNextOneTriesAgain() throws IOException {
    Sendfile timed = sendfile().withWriteTimeout(Duration.ofMinutes(1));
    checkRefused(timed);
    threadsLeft = 1;

    assertThat(timed.transfer(request()).bytes()).isEqualTo(1010);
  }

  @Test
  void whatNeedsNoWatchGoesOn() throws IOException {
    assertThat(sendfile().transfer(request()).bytes()).isEqualTo(1010);
  }
}
