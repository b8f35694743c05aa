package dev.sendfile;

import static dev.sendfile.Scripted.fails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sendfile.spi.Availability;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the engine has opened it closes, however a transfer ends or fails to begin. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "it looks into /proc/self/fd")
class ReleaseTest {

  @TempDir Path folder;

  private final Scripted strategy = new Scripted("a");
  private final Sendfile sendfile = Deployed.of(strategy).sendfile();
  private Path source;
  private Path target;

  @BeforeEach
  void makeFile() throws IOException {
    folder = folder.toRealPath();
    source = Files.write(folder.resolve("source"), Samples.bytes(1000));
    target = folder.resolve("target");
  }

  @AfterEach
  void nothingIsOpen() throws IOException {
    assertThat(open()).isEmpty();
    Thread.interrupted();
  }

  /** The files of this test that the process holds. */
  private List<Path> open() throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.flatMap(ReleaseTest::file).filter(it -> it.startsWith(folder)).toList();
    }
  }

  private static Stream<Path> file(Path descriptor) {
    try {
      return Stream.of(Files.readSymbolicLink(descriptor));
    } catch (IOException e) { // closed meanwhile
      return Stream.empty();
    }
  }

  private TransferRequest copy() {
    return TransferRequest.from(source).to(target);
  }

  @Test
  void bothFilesAreOpenWhileAStepIsTaken() throws IOException {
    strategy.then(
        (session, batch) -> {
          assertThat(open()).hasSize(2);
          return session.move(batch, 1000);
        });
    sendfile.transfer(copy());

    assertThat(target).hasSameBinaryContentAs(source);
  }

  @Test
  void afterAFailedStep() {
    strategy.then(fails(new IOException("broken")));

    assertThatThrownBy(() -> sendfile.transfer(copy())).isInstanceOf(TransferException.class);
  }

  @Test
  void whereNothingServes() {
    strategy.available(Availability.unavailable("not here", "go elsewhere"));

    assertThatThrownBy(() -> sendfile.transfer(copy())).isInstanceOf(NoStrategyException.class);
  }

  @Test
  void whereTheTargetCannotBeUsed() throws IOException {
    Pipe pipe = Pipe.open();
    pipe.sink().close();
    TransferRequest request = TransferRequest.from(source).to(pipe.sink());

    assertThatThrownBy(() -> sendfile.transfer(request)).isInstanceOf(TransferException.class);
    pipe.source().close();
  }

  /** The file is open by then. */
  @Test
  void whereTheTargetThrowsWhenItIsLookedAt() {
    for (Throwable own : new Throwable[] {new IllegalStateException(), new AssertionError()}) {
      WritableByteChannel broken =
          new WritableByteChannel() {
            @Override
            public int write(ByteBuffer from) {
              return 0;
            }

            @Override
            public boolean isOpen() {
              throw Throwing.<RuntimeException>as(own);
            }

            @Override
            public void close() {}
          };

      Throwable thrown =
          catchThrowable(() -> sendfile.transfer(TransferRequest.from(source).to(broken)));

      TransferException account =
          (TransferException) (thrown instanceof Error ? thrown.getSuppressed()[0] : thrown);
      assertThat(account).hasRootCause(own);
      assertThat(account.failedEnd()).isEqualTo(FailedEnd.TARGET);
      assertThat(account.bytesTransferredAtMost()).isZero();
    }
  }

  @Test
  void whereASessionCannotBeClosed() throws IOException {
    strategy.closing(
        () -> {
          throw new AssertionError("mine");
        });

    assertThat(sendfile.transfer(copy()).bytes()).isEqualTo(1000);
  }

  @Test
  void whereTheRangeIsNotThere() {
    assertThatThrownBy(() -> sendfile.transfer(copy().range(999, 2)))
        .isInstanceOf(RangeException.class);
  }

  @Test
  void whereATimeoutCannotBeKept() {
    Sendfile timed = sendfile.withWriteTimeout(Duration.ofSeconds(1));
    TransferRequest request = TransferRequest.from(source).to(OutputStream.nullOutputStream());

    assertThatThrownBy(() -> timed.transfer(request))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("writeTimeout");
  }

  @Test
  void whereAReadTimeoutCannotBeKept() {
    Sendfile timed = sendfile.withReadTimeout(Duration.ofSeconds(1));

    assertThatThrownBy(
            () ->
                timed.transfer(
                    TransferRequest.from(Samples.stream(new byte[1])).to(target).range(0, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("readTimeout");
  }

  @Test
  void afterAnExplanation() throws IOException {
    Files.createFile(target);

    assertThat(sendfile.explain(copy()).chosen()).contains("a");
    assertThatThrownBy(() -> sendfile.explain(copy().range(999, 2)))
        .isInstanceOf(RangeException.class);
  }

  @Test
  void anInterruptedThreadGetsNoExplanation() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> sendfile.explain(copy()))
        .isInstanceOf(TransferInterruptedException.class);
  }

  @Test
  void afterATransferThatNeverRan() throws IOException {
    sendfile.open(copy()).close();
  }
}
