package dev.sendfile;

import static dev.sendfile.Scripted.fails;
import static dev.sendfile.Scripted.upTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sendfile.spi.Capability;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whose failure a failure is, and what it is called. */
class FailedEndTest {

  @TempDir Path folder;

  private final Scripted strategy = new Scripted("a");
  private final Sendfile sendfile = Deployed.of(strategy).sendfile();
  private Path file;
  private Pipe pipe;

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

  private TransferException failure(TransferRequest request) {
    return catchThrowableOfType(TransferException.class, () -> sendfile.transfer(request));
  }

  @Test
  void aFileThatIsNotThere() {
    TransferException e = failure(TransferRequest.from(folder.resolve("none")).to(pipe.sink()));

    assertThat(e.failedEnd()).isEqualTo(FailedEnd.SOURCE);
  }

  @Test
  void aTargetThatCannotBeCreated() {
    TransferException e =
        failure(TransferRequest.from(file).to(folder.resolve("none").resolve("target")));

    assertThat(e.failedEnd()).isEqualTo(FailedEnd.TARGET);
    assertThat(e.bytesTransferredAtMost()).isZero();
  }

  /** Anybody can throw what the JDK throws when a thread was interrupted. */
  @Test
  void anInterruptThatOnlyAStrangerTellsOfIsNone() {
    FileChannel refusing =
        new EndingEarly(10, 10) {
          @Override
          public long size() {
            throw Throwing.<RuntimeException>as(new ClosedByInterruptException());
          }
        };
    FileChannel breaking =
        new EndingEarly(10, 10) {
          @Override
          public int read(ByteBuffer into, long position) {
            throw Throwing.<RuntimeException>as(new ClosedByInterruptException());
          }
        };
    for (FileChannel each : new FileChannel[] {refusing, breaking}) {
      TransferException e = failure(TransferRequest.from(each).to(folder.resolve("target")));

      assertThat(e).isNotInstanceOf(TransferInterruptedException.class);
      assertThat(e.failedEnd()).isEqualTo(FailedEnd.SOURCE);
      assertThat(Thread.interrupted()).isFalse();
    }
  }

  @Test
  void norIsOneOfWhichATargetTellsBeforeItsFirstByteOrBehindItsLast() {
    OutputStream flushing =
        new OutputStream() {
          @Override
          public void write(int one) {}

          @Override
          public void flush() throws IOException {
            throw new ClosedByInterruptException();
          }
        };
    OutputStream wrapping =
        new OutputStream() {
          @Override
          public void write(int one) {}

          @Override
          public void flush() {
            throw new UncheckedIOException(new ClosedByInterruptException());
          }
        };
    FileChannel forcing =
        new EndingEarly(0, 0) {
          @Override
          public int write(ByteBuffer from) {
            int n = from.remaining();
            from.position(from.limit());
            return n;
          }

          @Override
          public void force(boolean metaData) {
            throw Throwing.<RuntimeException>as(new ClosedByInterruptException());
          }
        };
    for (TransferRequest each :
        List.of(
            TransferRequest.from(file).to(flushing),
            TransferRequest.from(file).to(wrapping),
            TransferRequest.from(file).to(forcing).targetOptions(TargetOption.FORCE))) {
      TransferException e = failure(each);

      assertThat(e).isNotInstanceOf(TransferInterruptedException.class);
      assertThat(e.failedEnd()).isEqualTo(FailedEnd.TARGET);
    }
  }

  @Test
  void whatTheSystemSaysOfASourceSaysOfWhich() {
    Path memory = Path.of("/proc/self/mem"); // of whose first page nothing can be read
    assumeTrue(Files.isReadable(memory), "there is no /proc here");

    TransferException e = failure(TransferRequest.from(memory).to(folder.resolve("target")));

    assertThat(e).hasMessageContaining("reading from /proc/self/mem failed: ");
    assertThat(e.failedEnd()).isEqualTo(FailedEnd.SOURCE);
  }

  /** Such an end may use the library itself, as a source that is fetched when it is opened does. */
  @Test
  void theFailureOfAnotherTransferIsThatOfTheEndThatThrewIt() {
    TransferException other =
        new TransferException(
            "mine", null, new Account(5, 5, 10, "b", new byte[0]), FailedEnd.SOURCE);
    Socket target =
        new Socket() {
          @Override
          public boolean isConnected() {
            return true;
          }

          @Override
          public OutputStream getOutputStream() throws IOException {
            throw other;
          }
        };

    TransferException e = failure(TransferRequest.from(file).to(target));

    assertThat(e).hasMessage("mine; nothing was sent").hasCause(other);
    assertThat(e.failedEnd()).isEqualTo(FailedEnd.TARGET);
    assertThat(e.bytesTransferredAtMost()).isZero();
  }

  @Test
  void aTargetThatWasClosedBefore() throws IOException {
    pipe.sink().close();

    TransferException e = failure(TransferRequest.from(file).to(pipe.sink()));

    assertThat(e).isInstanceOf(EndClosedException.class);
    assertThat(e.failedEnd()).isEqualTo(FailedEnd.TARGET);
  }

  @Test
  void aSourceThatIsClosedMeanwhile() throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      strategy.then(
          upTo(100),
          (session, batch) -> {
            channel.close();
            return session.move(batch, 100);
          });

      TransferException e = failure(TransferRequest.from(channel).to(pipe.sink()));

      assertThat(e).isInstanceOf(EndClosedException.class);
      assertThat(e.failedEnd()).isEqualTo(FailedEnd.SOURCE);
    }
  }

  @Test
  void aPeerThatIsGone() throws IOException {
    pipe.source().close();

    TransferException e = failure(TransferRequest.from(file).to(pipe.sink()));

    assertThat(e).isNotInstanceOf(EndClosedException.class);
    assertThat(e.failedEnd()).isEqualTo(FailedEnd.TARGET);
    assertThat(e.reason()).startsWith("writing to the target (pipe) failed");
  }

  /** Whatever it is, it has come after the last byte, and the target was closed on purpose. */
  @Test
  void whatFailsAfterTheLastByteIsNoWriteAndNoClose() throws IOException {
    Path replaced = Files.createDirectory(folder.resolve("sub")).resolve("target");
    strategy.always(
        (session, batch) -> {
          dev.sendfile.spi.Step step = session.move(batch, 1000);
          try (Stream<Path> temporary = Files.list(replaced.getParent())) {
            for (Path each : temporary.toList()) {
              Files.delete(each);
            }
          }
          return step;
        });

    TransferException e =
        failure(
            TransferRequest.from(file).to(replaced).targetOptions(TargetOption.REPLACE_ATOMICALLY));

    assertThat(e).isNotInstanceOf(EndClosedException.class);
    assertThat(e.failedEnd()).isEqualTo(FailedEnd.TARGET);
    assertThat(e.reason()).doesNotContain("was closed", "writing to");
    assertThat(e.bytesTransferred()).isEqualTo(1000);
  }

  /** The read of an unmapped address is an I/O error, as that of a bad sector is. */
  @Test
  void aFileThatCannotBeReadAtAPosition() throws IOException {
    Path memory = Path.of("/proc/self/mem");
    assumeTrue(Files.isReadable(memory), "only Linux has it");
    strategy.can(Capability.VERIFIES_RANGE); // or nothing would be read by it
    try (FileChannel channel = FileChannel.open(memory, StandardOpenOption.READ)) {
      for (boolean told : new boolean[] {true, false}) {
        if (!told) { // as a call does that is made for both ends
          strategy.then(fails(new IOException("Input/output error")));
        }

        TransferException e = failure(TransferRequest.from(channel).to(pipe.sink()).range(0, 10));

        assertThat(e.failedEnd()).isEqualTo(FailedEnd.SOURCE);
        assertThat(e.reason()).startsWith("reading from the source channel failed: ");
      }
    }
  }

  @Test
  void aRequestThatIsRefusedIsNobodysFault() {
    TransferException e = failure(TransferRequest.from(file).to(file));

    assertThat(e.failedEnd()).isEqualTo(FailedEnd.NEITHER);
    assertThat(e).hasMessageContaining("is the source itself");
  }
}
