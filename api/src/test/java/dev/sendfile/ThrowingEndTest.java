package dev.sendfile;

import static dev.sendfile.Scripted.refuses;
import static dev.sendfile.Scripted.upTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Scope;
import dev.sendfile.spi.Step;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an end of somebody else's throws is its own failure: nobody goes on with it. */
class ThrowingEndTest {

  /** One of each sort; a checked exception comes from code that javac did not compile. */
  enum Kind {
    IO(() -> new IOException("mine")),
    RUNTIME(() -> new IllegalStateException("mine")),
    CHECKED(() -> new TimeoutException("mine")),
    /** Of an end that uses the library itself: the account in it is another transfer's. */
    TRANSFER(() -> new TransferException("mine", null, Account.NOTHING, FailedEnd.NEITHER)),
    CANCELLED(() -> new TransferCancelledException("mine", null, Account.NOTHING)),
    LINKAGE(() -> new NoClassDefFoundError("mine")),
    STACK(StackOverflowError::new),
    MEMORY(() -> new OutOfMemoryError("mine")),
    ASSERTION(() -> new AssertionError("mine"));

    private final Supplier<Throwable> made;

    Kind(Supplier<Throwable> made) {
      this.made = made;
    }

    Throwable make() {
      return made.get();
    }
  }

  private static final int SIZE = 1000;

  @TempDir Path folder;

  private final byte[] content = Samples.bytes(SIZE);
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
  private final List<TransferOutcome> outcomes = new ArrayList<>();
  private final Scripted a = new Scripted("a").always(upTo(100));
  private final Scripted b = new Scripted("b");
  private final Sendfile sendfile = Deployed.of(a, b).sendfile();
  private Path file;

  @BeforeEach
  void makeFile() throws IOException {
    file = Files.write(folder.resolve("content"), content);
  }

  /** Takes two writes and half of the third. */
  private OutputStream halfway(Throwable thrown) {
    return new OutputStream() {
      private int calls;

      @Override
      public void write(int one) {
        throw new AssertionError("bytes come in arrays");
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        if (++calls == 3) {
          taken.write(bytes, offset, length / 2);
          throw Throwing.<RuntimeException>as(thrown);
        }
        taken.write(bytes, offset, length);
      }
    };
  }

  private WritableByteChannel halfwayChannel(Throwable thrown) {
    OutputStream stream = halfway(thrown);
    return new WritableByteChannel() {
      @Override
      public int write(ByteBuffer from) throws IOException {
        byte[] bytes = Samples.remaining(from);
        stream.write(bytes);
        return bytes.length;
      }

      @Override
      public boolean isOpen() {
        return true;
      }

      @Override
      public void close() {}
    };
  }

  /** Gives 300 bytes, throws, and calls the next read the end. */
  private InputStream halfwaySource(Throwable thrown) {
    return new InputStream() {
      private int given;

      @Override
      public int read() {
        throw new AssertionError("bytes go in arrays");
      }

      @Override
      public int read(byte[] into, int offset, int length) {
        if (given > 300) {
          return -1;
        }
        if (given == 300) {
          given++;
          throw Throwing.<RuntimeException>as(thrown);
        }
        int n = Math.min(length, 300 - given);
        System.arraycopy(content, given, into, offset, n);
        given += n;
        return n;
      }
    };
  }

  private void send(Object source, Object target) throws TransferException {
    TransferSource from =
        source instanceof Path path
            ? TransferRequest.from(path)
            : TransferRequest.from((InputStream) source);
    TransferRequest request =
        target instanceof OutputStream stream
            ? from.to(stream)
            : from.to((WritableByteChannel) target);
    sendfile.transfer(request.listener(TransferListener.onEnd(outcomes::add)));
  }

  /** The account, wherever it is; and that it holds. */
  private TransferException account(Throwable thrown, Throwable end) {
    TransferException account;
    if (thrown instanceof Error) {
      assertThat(thrown).isSameAs(end);
      assertThat(thrown.getSuppressed()).hasSize(1);
      account = (TransferException) thrown.getSuppressed()[0];
    } else {
      account = (TransferException) thrown;
    }
    assertThat(account).cause().isSameAs(end);
    byte[] got = taken.toByteArray();
    assertThat(account.bytesTransferred()).isLessThanOrEqualTo(got.length);
    assertThat(account.bytesTransferredAtMost()).isBetween((long) got.length, (long) SIZE);
    assertThat(got).isEqualTo(Arrays.copyOf(content, got.length));
    assertThat(b.sessions).as("nobody goes on").isEmpty();
    assertThat(a.sessions).allSatisfy(it -> assertThat(it.closed).isEqualTo(1));
    assertThat(outcomes).hasSize(1);
    assertThat(outcomes.get(0).failure()).containsSame(account);
    return account;
  }

  @ParameterizedTest
  @EnumSource
  void ofATargetStream(Kind kind) {
    Throwable end = kind.make();

    TransferException e = account(catchThrowable(() -> send(file, halfway(end))), end);

    assertThat(e.bytesTransferred()).isEqualTo(200);
    assertThat(e.bytesTransferredAtMost()).isEqualTo(300);
    assertThat(e.failedEnd()).isEqualTo(FailedEnd.TARGET);
  }

  /** One write of a strategy is several of the stream's: what those have taken is known. */
  @ParameterizedTest
  @EnumSource
  void ofATargetStreamInTheMiddleOfAStep(Kind kind) throws IOException {
    byte[] large = Samples.bytes(300 << 10);
    Files.write(file, large);
    a.always(upTo(large.length));
    Throwable end = kind.make();

    // without a listener, which would get steps that follow how fast the target is
    Throwable thrown =
        catchThrowable(() -> sendfile.transfer(TransferRequest.from(file).to(halfway(end))));

    TransferException e =
        (TransferException) (thrown instanceof Error ? thrown.getSuppressed()[0] : thrown);
    assertThat(e).hasCause(end);
    assertThat(e.bytesTransferred()).isEqualTo(128 << 10);
    assertThat(e.bytesTransferredAtMost()).isEqualTo(192 << 10);
    assertThat(taken.toByteArray()).isEqualTo(Arrays.copyOf(large, 160 << 10));
    assertThat(b.sessions).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void ofATargetChannel(Kind kind) {
    Throwable end = kind.make();

    TransferException e = account(catchThrowable(() -> send(file, halfwayChannel(end))), end);

    assertThat(e.bytesTransferred()).isEqualTo(200);
    assertThat(e.failedEnd()).isEqualTo(FailedEnd.TARGET);
  }

  @ParameterizedTest
  @EnumSource
  void ofASourceThatThenCallsItTheEnd(Kind kind) {
    Throwable end = kind.make();

    TransferException e =
        account(catchThrowable(() -> send(halfwaySource(end), new Sunk(taken))), end);

    assertThat(e.bytesTransferred()).isEqualTo(300);
    assertThat(e.bytesTransferredAtMost()).isEqualTo(300);
    assertThat(e.failedEnd()).isEqualTo(FailedEnd.SOURCE);
  }

  /** What a read of a channel has put into its buffer is gone from the channel. */
  @ParameterizedTest
  @EnumSource
  void ofASourceChannelThatHasGivenAPart(Kind kind) {
    Throwable end = kind.make();
    ReadableByteChannel source =
        new ReadableByteChannel() {
          private int calls;

          @Override
          public int read(ByteBuffer into) {
            if (++calls == 1) {
              into.put(content, 0, 100);
              return 100;
            }
            into.put(content, 100, 30);
            throw Throwing.<RuntimeException>as(end);
          }

          @Override
          public boolean isOpen() {
            return true;
          }

          @Override
          public void close() {}
        };

    TransferException e =
        account(
            catchThrowable(
                () ->
                    sendfile.transfer(
                        TransferRequest.from(source)
                            .to(new Sunk(taken))
                            .listener(TransferListener.onEnd(outcomes::add)))),
            end);

    assertThat(e.bytesTransferred()).isEqualTo(100);
    assertThat(Samples.remaining(e.undelivered())).isEqualTo(Arrays.copyOfRange(content, 100, 130));
  }

  /** A stream of which nothing is known but that it takes what it gets. */
  private static final class Sunk extends OutputStream {
    private final ByteArrayOutputStream all;

    Sunk(ByteArrayOutputStream all) {
      this.all = all;
    }

    @Override
    public void write(int one) {
      all.write(one);
    }
  }

  /** A strategy that keeps what the end threw to itself, and answers something else. */
  private void hide(@Nullable Step answer) {
    a.always(
        (session, batch) -> {
          try {
            return session.move(batch, 100);
          } catch (Throwable e) {
            if (answer == null) {
              throw new IllegalStateException("of the strategy's own");
            }
            return answer;
          }
        });
  }

  @Test
  void aStrategyThatDeclinesThenHidesNothing() {
    Throwable end = new IllegalStateException("mine");
    hide(refuses(Scope.ENDS, "did not work"));

    account(catchThrowable(() -> send(halfwaySource(end), new Sunk(taken))), end);
  }

  @Test
  void norDoesOneThatCallsItTheEnd() {
    Throwable end = new NoClassDefFoundError("mine");
    hide(Step.END_OF_SOURCE);

    account(catchThrowable(() -> send(halfwaySource(end), new Sunk(taken))), end);
  }

  @Test
  void norDoesOneThatThrowsSomethingElse() {
    Throwable end = new IOException("mine");
    hide(null);

    TransferException e =
        account(catchThrowable(() -> send(halfwaySource(end), new Sunk(taken))), end);

    assertThat(e.getCause().getSuppressed()[0]).hasMessage("of the strategy's own");
  }

  @Test
  void norDoesOneWhoseTargetFailed() {
    hide(refuses(Scope.STEP, "did not work"));

    Throwable thrown = catchThrowable(() -> send(file, halfway(new IllegalStateException("mine"))));

    assertThat(thrown).isInstanceOf(TransferException.class);
    assertThat(b.sessions).isEmpty();
    assertThat(((TransferException) thrown).bytesTransferredAtMost()).isEqualTo(300);
  }

  @Test
  void norDoesAWrapper() {
    Throwable end = new IllegalStateException("mine");
    Scripted wrapper = new Scripted("a-wrapper");
    wrapper.always((session, batch) -> wrapped(session.context, session, batch));
    Sendfile deployed = Deployed.of(wrapper, a, b).sendfile();

    Throwable thrown =
        catchThrowable(
            () ->
                deployed.transfer(
                    TransferRequest.from(halfwaySource(end))
                        .to(new Sunk(taken))
                        .listener(TransferListener.onEnd(outcomes::add))));

    account(thrown, end);
  }

  private static Step wrapped(Context context, Scripted.Moving session, Batch batch)
      throws IOException {
    try (var rest = context.next(session.plan)) {
      return rest.step(batch);
    } catch (RuntimeException | Error e) {
      return refuses(Scope.ENDS, "what I wrap threw");
    }
  }

  @ParameterizedTest
  @EnumSource
  void ofAFlushBeforeTheFirstByte(Kind kind) {
    Throwable end = kind.make();
    OutputStream stream =
        new OutputStream() {
          @Override
          public void write(int one) {
            taken.write(one);
          }

          @Override
          public void flush() {
            throw Throwing.<RuntimeException>as(end);
          }
        };

    TransferException e = account(catchThrowable(() -> send(file, stream)), end);

    assertThat(e.bytesTransferredAtMost()).isZero();
    assertThat(a.sessions).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void ofAHeaderOrATrailer(Kind kind) {
    for (boolean trailer : new boolean[] {false, true}) {
      outcomes.clear();
      Throwable end = kind.make();
      OutputStream stream =
          new OutputStream() {
            @Override
            public void write(int one) {
              throw Throwing.<RuntimeException>as(end);
            }
          };
      ByteBuffer framing = ByteBuffer.allocate(7);
      TransferRequest request = TransferRequest.from(file).to(stream).range(0, 0);

      Throwable thrown =
          catchThrowable(
              () ->
                  sendfile.transfer(
                      (trailer ? request.trailer(framing) : request.header(framing))
                          .listener(TransferListener.onEnd(outcomes::add))));

      TransferException e = account(thrown, end);
      assertThat(e.bytesTransferred()).isZero();
      assertThat(e.bytesTransferredAtMost()).isEqualTo(7);
    }
  }
}
