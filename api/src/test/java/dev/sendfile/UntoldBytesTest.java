package dev.sendfile;

import static dev.sendfile.Scripted.refuses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sendfile.spi.Scope;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Strategies that move bytes and do not tell: nobody goes on behind what is not known. */
class UntoldBytesTest {

  @TempDir Path folder;

  private final byte[] content = Samples.bytes(1000);
  private final Scripted a = new Scripted("a");
  private final Scripted b = new Scripted("b");
  private final Sendfile sendfile = Deployed.of(a, b).sendfile();
  private Path file;
  private Pipe pipe;

  @BeforeEach
  void open() throws IOException {
    file = Files.write(folder.resolve("content"), content);
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

  private byte[] arrived() throws IOException {
    pipe.source().configureBlocking(false);
    ByteBuffer all = ByteBuffer.allocate(1 << 16);
    pipe.source().read(all);
    return Samples.remaining(all.flip());
  }

  @ParameterizedTest
  @ValueSource(classes = {IOException.class, IllegalStateException.class, AssertionError.class})
  void whoWroteAndThenThrowsEndsTheTransfer(Class<? extends Throwable> kind) throws Exception {
    Throwable own = kind.getConstructor().newInstance();
    a.then(
        Scripted.upTo(100),
        (session, batch) -> {
          session.move(batch, 70);
          throw Throwing.<IOException>as(own);
        });

    Throwable thrown =
        catchThrowable(() -> sendfile.transfer(TransferRequest.from(file).to(pipe.sink())));

    assertThat(arrived()).hasSize(170);
    TransferException e =
        (TransferException) (thrown instanceof Error ? thrown.getSuppressed()[0] : thrown);
    assertThat(e.bytesTransferred()).isEqualTo(100);
    assertThat(e.bytesTransferredAtMost()).isEqualTo(170);
    assertThat(e).hasCause(own);
    assertThat(b.sessions).isEmpty();
  }

  @Test
  void whoWroteAndThenDeclinesEndsTheTransfer() throws IOException {
    a.then(
        (session, batch) -> {
          session.move(batch, 70);
          return refuses(Scope.ENDS, "changed my mind");
        });

    TransferException e = failure(TransferRequest.from(file).to(pipe.sink()));

    assertThat(e.reason())
        .isEqualTo(
            "strategy a wrote 70 bytes to the target and told of 0; report this to its provider");
    assertThat(e.bytesTransferred()).isZero();
    assertThat(e.bytesTransferredAtMost()).isEqualTo(arrived().length).isEqualTo(70);
    assertThat(e.failedEnd()).isEqualTo(FailedEnd.NEITHER);
    assertThat(b.sessions).isEmpty();
  }

  @Test
  void norDoesAStrategyHideItThatCannotBeAsked() throws IOException {
    a.then(
        (session, batch) -> {
          session.move(batch, 70);
          session.broken = true;
          return refuses(Scope.ENDS, "changed my mind");
        });

    TransferException e = failure(TransferRequest.from(file).to(pipe.sink()));

    assertThat(e.bytesTransferred()).isZero();
    assertThat(e.bytesTransferredAtMost()).isEqualTo(arrived().length).isEqualTo(70);
    assertThat(b.sessions).isEmpty();
  }

  @Test
  void whoTellsOfLessThanItWroteEndsTheTransfer() throws IOException {
    a.then(
        (session, batch) -> {
          session.move(batch, 70);
          return Step.moved(20);
        });

    TransferException e = failure(TransferRequest.from(file).to(pipe.sink()));

    assertThat(e.reason()).contains("wrote 70 bytes to the target and told of 20");
    assertThat(e.bytesTransferredAtMost()).isEqualTo(arrived().length).isEqualTo(70);
  }

  @Test
  void whoTellsOfZerosInItsOwnWayIsBelieved() throws IOException {
    a.then(
        (session, batch) -> {
          session.move(batch, 70);
          session.stray = 70;
          return Step.END_OF_SOURCE;
        });

    TransferException e = failure(TransferRequest.from(file).to(pipe.sink()));

    assertThat(e).isInstanceOf(TruncatedSourceException.class);
    assertThat(e.bytesTransferredAtMost()).isEqualTo(arrived().length).isEqualTo(70);
  }

  @Test
  void inAFileTheSameBytesAreWrittenToTheSamePlaceAgain() throws IOException {
    Path target = folder.resolve("target");
    a.then(
        (session, batch) -> {
          session.move(batch, 70);
          throw new IllegalStateException("bug");
        });

    assertThat(sendfile.transfer(TransferRequest.from(file).to(target)).strategy()).isEqualTo("b");
    assertThat(target).hasBinaryContent(content);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whoLosesWhatItReadEndsTheTransfer(boolean throwing) {
    Scripted.Action losing =
        (session, batch) -> {
          session.take(batch, 300);
          session.surrender(ByteBuffer.allocate(300));
          if (throwing) {
            throw new IllegalStateException("bug");
          }
          return refuses(Scope.ENDS, "changed my mind");
        };
    a.then(Scripted.upTo(1000), losing);

    TransferException e =
        failure(
            TransferRequest.from(Samples.stream(Samples.joined(content, content))).to(pipe.sink()));

    assertThat(e.reason()).isEqualTo("what a had taken from the source is lost");
    assertThat(e.bytesTransferred()).isEqualTo(1000);
    assertThat(b.sessions).isEmpty();
  }

  @Test
  void whatThrowsWhileItIsClosedHarmsNobody() throws IOException {
    a.closing(
        () -> {
          throw new AssertionError("mine");
        });

    assertThat(sendfile.transfer(TransferRequest.from(file).to(pipe.sink())).bytes())
        .isEqualTo(1000);
    assertThat(arrived()).isEqualTo(content);
  }

  @Test
  void anErrorOfAStrategyPassesItOverToo() throws IOException {
    a.then(
        (session, batch) -> {
          throw new OutOfMemoryError("for a buffer of my own");
        });

    assertThat(sendfile.transfer(TransferRequest.from(file).to(pipe.sink())).strategy())
        .isEqualTo("b");
    assertThat(arrived()).isEqualTo(content);
    assertThat(a.sessions.get(0).closed).isEqualTo(1);
  }

  @Test
  void whereNobodyIsLeftItIsTheCause() {
    Error own = new OutOfMemoryError("for a buffer of my own");
    a.then(
        (session, batch) -> {
          throw own;
        });

    TransferException e =
        catchThrowableOfType(
            TransferException.class,
            () -> sendfile.withForce("a").transfer(TransferRequest.from(file).to(pipe.sink())));

    assertThat(e).isInstanceOf(NoStrategyException.class).hasCause(own);
    assertThat(e.bytesTransferredAtMost()).isZero();
  }

  @Test
  void whatWasReadFromAStreamBoundsWhatAnInterruptHides() {
    a.then(
        (session, batch) -> {
          session.take(batch, 300);
          throw new ClosedByInterruptException();
        });

    TransferException e =
        failure(
            TransferRequest.from(Samples.stream(content))
                .to(pipe.sink())
                .header(ByteBuffer.allocate(0)));

    assertThat(e).isInstanceOf(TransferInterruptedException.class);
    assertThat(e.bytesTransferredAtMost()).isEqualTo(300);
  }

  /** The JDK takes from the buffer what an interrupted write has moved, and tells nobody. */
  @ParameterizedTest
  @ValueSource(ints = {120, 300})
  void soDoesWhatIsGoneFromTheBufferByThen(int gone) {
    a.then(
        (session, batch) -> {
          session.take(batch, 300);
          session.surrender(ByteBuffer.allocate(gone));
          throw new ClosedByInterruptException();
        });

    TransferException e = failure(TransferRequest.from(Samples.stream(content)).to(pipe.sink()));

    assertThat(e).isInstanceOf(TransferInterruptedException.class);
    assertThat(e.bytesTransferred()).isZero();
    assertThat(e.bytesTransferredAtMost()).isEqualTo(300);
    assertThat(b.sessions).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(classes = {IOException.class, IllegalStateException.class})
  void anInterruptThatAStrategyHasWrappedHidesTheSame(Class<? extends Exception> kind)
      throws Exception {
    Exception own =
        kind.getConstructor(Throwable.class).newInstance(new ClosedByInterruptException());
    a.then(
        Scripted.upTo(100),
        (session, batch) -> {
          throw Throwing.<IOException>as(own);
        });

    TransferException e = failure(TransferRequest.from(file).to(pipe.sink()));

    assertThat(e).isInstanceOf(TransferInterruptedException.class);
    assertThat(e.bytesTransferred()).isEqualTo(100);
    assertThat(e.bytesTransferredAtMost()).isEqualTo(1000);
    assertThat(b.sessions).isEmpty();
  }

  /** By the engine's own write of what a strategy has left. */
  @Test
  void whatAnInterruptedWriteTookOfCarriedBytesIsBounded() throws Exception {
    byte[] large = Samples.bytes(1 << 20); // more than a pipe holds
    a.then(
        (session, batch) -> {
          session.take(batch, large.length);
          return refuses(Scope.ENDS, "changed my mind");
        });
    Thread sender = Thread.currentThread();
    CompletableFuture<Integer> received =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                ByteBuffer all = ByteBuffer.allocate(large.length + 1);
                while (all.position() < 1000) { // until the write is under way
                  pipe.source().read(all.limit(1000));
                }
                sender.interrupt();
                all.limit(all.capacity());
                while (pipe.source().read(all) >= 0) {
                  // until the other end is closed
                }
                return all.position();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            task -> new Thread(task).start());
    try {
      TransferException e = failure(TransferRequest.from(Samples.stream(large)).to(pipe.sink()));

      assertThat(e).isInstanceOf(TransferInterruptedException.class);
      assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
      pipe.sink().close(); // which an interrupt between two writes did not
      assertThat((long) received.get(1, TimeUnit.MINUTES))
          .isBetween(e.bytesTransferred(), e.bytesTransferredAtMost());
      assertThat(e.bytesTransferredAtMost()).isLessThanOrEqualTo(large.length);
    } finally {
      Thread.interrupted();
    }
  }
}
