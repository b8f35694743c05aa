package dev.sendfile;

import static dev.sendfile.Scripted.fails;
import static dev.sendfile.Scripted.upTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sendfile.spi.Step;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a failed transfer is called, and what it says about its bytes. */
class FailureTest {

  @TempDir Path folder;

  private final byte[] content = Samples.bytes(1000);
  private final Sink sink = new Sink();
  private final Scripted strategy = new Scripted("a");
  private final Sendfile sendfile = Deployed.of(strategy).sendfile();
  private Path file;
  private FileChannel channel;

  @BeforeEach
  void open() throws IOException {
    file = Files.write(folder.resolve("content"), content);
    channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
  }

  @AfterEach
  void close() throws IOException {
    channel.close();
    Thread.interrupted();
  }

  private TransferException failure(TransferRequest request) {
    return catchThrowableOfType(TransferException.class, () -> sendfile.transfer(request));
  }

  private TransferRequest fromChannel() {
    return TransferRequest.from(channel).to(sink);
  }

  @Test
  void whatWasAcceptedIsCountedWithHeaderAndStrategy() {
    strategy.then(upTo(1), upTo(100), fails(new IOException("broken")));

    TransferException e =
        failure(fromChannel().header(ByteBuffer.allocate(20)).trailer(ByteBuffer.allocate(3)));

    assertThat(e)
        .hasMessage(
            "writing to the target (channel) failed: broken; 121 of 1,023 bytes were accepted by"
                + " the target, strategy a");
    assertThat(e.reason()).isEqualTo("writing to the target (channel) failed: broken");
    assertThat(e.bytesTransferred()).isEqualTo(121);
    assertThat(e.bytesTransferredAtMost()).isEqualTo(121);
    assertThat(e.bytesRequested()).isEqualTo(1023);
    assertThat(e.strategy()).contains("a");
    assertThat(e.undelivered().remaining()).isZero();
  }

  @Test
  void whatAWriteTookOfATrailerBeforeItThrewIsInDoubt() {
    WritableByteChannel halting =
        new WritableByteChannel() {
          @Override
          public int write(ByteBuffer from) throws IOException {
            int n = Math.min(from.remaining(), 2);
            from.position(from.position() + n);
            if (from.remaining() == 1) {
              throw new IOException("broken");
            }
            return n;
          }

          @Override
          public boolean isOpen() {
            return true;
          }

          @Override
          public void close() {}
        };

    TransferException e =
        failure(TransferRequest.from(channel).to(halting).trailer(ByteBuffer.allocate(3)));

    assertThat(e.bytesTransferred()).isEqualTo(1000);
    assertThat(e.bytesTransferredAtMost()).isEqualTo(1003);
  }

  /** Of a channel of the JDK's own, which tells how far it came although it throws. */
  @Test
  void whatAnInterruptedWriteTookOfATrailerIsCounted() throws Exception {
    Pipe pipe = Pipe.open();
    Thread sender = Thread.currentThread();
    int size = 1 << 20; // more than a pipe holds
    CompletableFuture<Integer> received =
        CompletableFuture.supplyAsync(
            () -> {
              try (Pipe.SourceChannel source = pipe.source()) {
                ByteBuffer all = ByteBuffer.allocate(1000 + size);
                while (all.position() <= 1000) { // until the trailer is under way
                  source.read(all.limit(Math.min(all.capacity(), all.position() + 100)));
                }
                sender.interrupt();
                all.limit(all.capacity());
                while (source.read(all) >= 0) {
                  // until the other end is closed
                }
                return all.position();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            },
            task -> new Thread(task).start());
    try {
      TransferException e =
          failure(TransferRequest.from(channel).to(pipe.sink()).trailer(ByteBuffer.allocate(size)));

      assertThat(e).isInstanceOf(TransferInterruptedException.class);
      assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
      pipe.sink().close(); // which an interrupt between two writes did not
      assertThat(e.bytesTransferred()).isEqualTo(received.get(1, TimeUnit.MINUTES).longValue());
      assertThat(e.bytesTransferredAtMost()).isEqualTo(e.bytesTransferred());
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void anExceptionWithoutWordsIsNamedByItsClass() {
    strategy.then(fails(new IOException()));

    assertThat(failure(fromChannel()).reason()).endsWith("failed: java.io.IOException");
  }

  @Test
  void aClosedSourceIsNamed() {
    strategy.then(
        (session, batch) -> {
          channel.close();
          throw new ClosedChannelException();
        });

    assertThat(failure(fromChannel()).reason())
        .endsWith("was closed while it was being sent")
        .contains("source");
  }

  @Test
  void aFileThatShrankIsTruncatedWhateverTheExceptionSays() {
    strategy
        .then(upTo(100))
        .then(
            (session, batch) -> {
              channel.truncate(500);
              throw new IOException("Bad address");
            });

    TransferException e = failure(fromChannel());

    assertThat(e).isInstanceOf(TruncatedSourceException.class);
    assertThat(e.reason())
        .endsWith(
            "ended before the 1000 bytes that were to be sent: it was truncated meanwhile, or"
                + " holds fewer");
    assertThat(e.bytesTransferred()).isEqualTo(100);
    assertThat(e.getCause()).hasMessage("Bad address");
  }

  @Test
  void aFileThatShrankEndsWhereItEnds() {
    strategy.then(
        (session, batch) -> {
          channel.truncate(500);
          return session.move(batch, 100);
        });

    TransferException e = failure(fromChannel());

    assertThat(e).isInstanceOf(TruncatedSourceException.class);
    assertThat(e.bytesTransferred()).isEqualTo(500);
    assertThat(sink.taken()).hasSize(500);
  }

  @Test
  void aFileThatGrewIsSentAsItWas() throws IOException {
    strategy.then(
        (session, batch) -> {
          channel.write(ByteBuffer.allocate(100), 1000);
          return session.move(batch, 2000);
        });

    assertThat(sendfile.transfer(fromChannel()).bytes()).isEqualTo(1000);
    assertThat(sink.taken()).isEqualTo(content);
  }

  @Test
  void aStreamThatIsTooShortIsTruncated() {
    TransferException e =
        failure(TransferRequest.from(Samples.stream(content)).to(sink).range(0, 1001));

    assertThat(e).isInstanceOf(TruncatedSourceException.class);
    assertThat(e.reason())
        .isEqualTo(
            "the source stream ended before the 1001 bytes that were to be sent: it holds fewer");
    assertThat(e.bytesTransferred()).isEqualTo(1000);
  }

  @Test
  void zerosThatWentOutInPlaceOfLostPagesAreToldOf() {
    strategy.then(
        (session, batch) -> {
          session.stray = 7;
          return Step.END_OF_SOURCE;
        });

    TransferException e = failure(fromChannel());

    assertThat(e).isInstanceOf(TruncatedSourceException.class);
    assertThat(e.reason()).contains("up to 7 zeros that are not counted may follow");
    assertThat(e.bytesTransferred()).isZero();
    assertThat(e.bytesTransferredAtMost()).isEqualTo(7);
    assertThat(e).hasMessageContaining("between 0 and 7 of 1,000 bytes");
  }

  @Test
  void aStrategyThatClaimsTooMuchIsNamedAndNotBelieved() {
    strategy.answers(Step.moved(1005));

    TransferException e =
        failure(
            TransferRequest.from(file)
                .to(folder.resolve("target"))
                .range(0, 1000)
                .header(ByteBuffer.allocate(4)));

    assertThat(e.reason())
        .isEqualTo(
            "strategy a reported 1005 bytes for a step of at most 1000; report this to its"
                + " provider");
    assertThat(e.bytesTransferred()).isEqualTo(4);
    assertThat(e.bytesTransferredAtMost()).isEqualTo(1004);
  }

  @Test
  void bytesThatWereReadAndNotAcceptedComeBack() {
    sink.then(
        () -> {
          throw new IOException("broken");
        });

    TransferException e = failure(TransferRequest.from(Samples.stream(content)).to(sink));

    assertThat(Samples.remaining(e.undelivered())).isEqualTo(content);
    assertThat(e.bytesRequested()).isEqualTo(-1);
    assertThat(e).hasMessageContaining("between 0 and 1,000 bytes were accepted");
  }

  @Test
  void aReadThatFailedIsNamedAsSuch() {
    InputStream broken =
        new InputStream() {
          @Override
          public int read() throws IOException {
            throw new IOException("disk");
          }
        };

    assertThat(failure(TransferRequest.from(broken).to(sink)).reason())
        .isEqualTo("reading from the source stream failed: disk");
  }

  @Test
  void anInterruptBetweenTwoStepsClosesNothing() {
    strategy.then(
        (session, batch) -> {
          Step step = session.move(batch, 100);
          Thread.currentThread().interrupt();
          return step;
        });

    TransferException e = failure(TransferRequest.from(Samples.stream(content)).to(sink));

    assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
    assertThat(e).isInstanceOf(TransferInterruptedException.class);
    assertThat(e.bytesTransferred()).isEqualTo(100);
    assertThat(e.bytesTransferredAtMost()).isEqualTo(100);
    assertThat(sink.isOpen()).isTrue();
  }

  @Test
  void anInterruptThatClosedAChannelLeavesTheStepInDoubt() {
    strategy.then(upTo(100), fails(new ClosedByInterruptException()));
    sink.taking(100).then(() -> 0);

    TransferException e = failure(fromChannel());

    assertThat(e).isInstanceOf(TransferInterruptedException.class);
    assertThat(e.bytesTransferred()).isEqualTo(100);
    assertThat(e.bytesTransferredAtMost()).isEqualTo(1000);
  }

  @Test
  void anInterruptThatMetTheReadOfAFileHidesNothing() {
    strategy.then(
        upTo(100),
        (session, batch) -> {
          Thread.currentThread().interrupt();
          session.plan.source().read(ByteBuffer.allocate(10), batch.position());
          throw new AssertionError(
              "the JDK closes a channel that is read on an interrupted thread");
        });
    sink.taking(100);

    TransferException e = failure(TransferRequest.from(file).to(sink));

    assertThat(e).isInstanceOf(TransferInterruptedException.class);
    assertThat(e.bytesTransferred()).isEqualTo(100);
    assertThat(e.bytesTransferredAtMost()).isEqualTo(100);
  }

  @Test
  void anInterruptHidesNoMoreThanWhatWasReadOfAStream() {
    strategy.then(
        upTo(100),
        (session, batch) -> {
          session.take(batch, 70);
          throw new ClosedByInterruptException();
        });

    TransferException e = failure(TransferRequest.from(Samples.stream(content)).to(sink));

    assertThat(e).isInstanceOf(TransferInterruptedException.class);
    assertThat(e.bytesTransferred()).isEqualTo(100);
    assertThat(e.bytesTransferredAtMost()).isEqualTo(170);
  }

  @Test
  void anInterruptThatComesWhenNothingIsHeldHidesNoByteOfAStream() {
    strategy.then(upTo(100), fails(new ClosedByInterruptException()));

    TransferException e = failure(TransferRequest.from(Samples.stream(content)).to(sink));

    assertThat(e).isInstanceOf(TransferInterruptedException.class);
    assertThat(e.bytesTransferred()).isEqualTo(100);
    assertThat(e.bytesTransferredAtMost()).isEqualTo(100);
  }

  /** Content follows what the engine writes by itself. */
  @Test
  void anInterruptedWriteOfTheHeaderHidesNoContent() throws IOException {
    Pipe pipe = Pipe.open();
    try (Pipe.SourceChannel reader = pipe.source();
        Pipe.SinkChannel writer = pipe.sink()) {
      strategy.opening((plan, context) -> Thread.currentThread().interrupt());

      TransferException e =
          failure(
              TransferRequest.from(Samples.stream(content))
                  .to(writer)
                  .header(ByteBuffer.allocate(20)));

      assertThat(e).isInstanceOf(TransferInterruptedException.class);
      assertThat(e.bytesTransferred()).isZero();
      assertThat(e.bytesTransferredAtMost()).isLessThanOrEqualTo(20);
      assertThat(reader.isOpen()).isTrue();
    }
  }

  @Test
  void anInterruptedThreadSendsNothing() {
    Thread.currentThread().interrupt();

    TransferException e = failure(fromChannel());

    assertThat(Thread.interrupted()).isTrue();
    assertThat(e)
        .isInstanceOf(TransferInterruptedException.class)
        .hasMessage("the thread was interrupted before anything was sent");
    assertThat(channel.isOpen()).isTrue();
    Thread.currentThread().interrupt();
    assertThat(catchThrowableOfType(TransferException.class, () -> sendfile.explain(fromChannel())))
        .isInstanceOf(TransferInterruptedException.class);
  }

  @Test
  void whatStopsATransferBeforeItBeginsIsSaidInWords() {
    assertThat(failure(TransferRequest.from(folder.resolve("none")).to(sink)))
        .hasMessage(folder.resolve("none") + " does not exist; nothing was sent");
    assertThat(Failures.beforeStart(new AccessDeniedException("f"), FailedEnd.SOURCE))
        .hasMessage("f may not be read by this user; nothing was sent");
    assertThat(Failures.beforeStart(new FileSystemException("f", null, "odd"), FailedEnd.SOURCE))
        .hasMessage("f cannot be opened: odd; nothing was sent");
    assertThat(Failures.beforeStart(new NoSuchFileException("f"), FailedEnd.SOURCE).strategy())
        .isEmpty();
    assertThat(Failures.beforeStart(new ClosedByInterruptException(), FailedEnd.SOURCE))
        .as("of a stranger's: nobody has interrupted this thread")
        .isInstanceOf(EndClosedException.class);
    Thread.currentThread().interrupt();
    assertThat(Failures.beforeStart(new ClosedByInterruptException(), FailedEnd.SOURCE))
        .isInstanceOf(TransferInterruptedException.class);
    assertThat(Thread.interrupted()).isTrue();
    sink.close();
    assertThat(failure(fromChannel()))
        .hasMessage("an end of the transfer is closed; nothing was sent")
        .hasCauseInstanceOf(ClosedChannelException.class);
  }

  @Test
  void anAccountIsWrittenWithWhatIsKnown() {
    assertThat(new Account(1, 1, -1, null, new byte[0]).describe())
        .isEqualTo("1 bytes were accepted by the target");
    assertThat(new Account(1000, 2000, 3000, "a", new byte[0]).describe())
        .isEqualTo(
            "between 1,000 and 2,000 of 3,000 bytes were accepted by the target, strategy a");
    assertThat(new Account(0, 0, 0, null, new byte[0]).describe()).startsWith("0 of 0 bytes");
    assertThat(new Account(5, 5, 9, "a", new byte[] {1}).inDoubt(3).atMost()).isEqualTo(8);
  }

  @Test
  void aStreamThatThrewLeavesItsCallInDoubt() {
    OutputStream broken =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("full");
          }
        };

    TransferException e = failure(TransferRequest.from(channel).to(broken));

    assertThat(e.reason()).isEqualTo("writing to the target stream failed: full");
    assertThat(e.bytesTransferred()).isZero();
    assertThat(e.bytesTransferredAtMost()).isEqualTo(1000);
  }
}
