package dev.sendfile;

import static dev.sendfile.Scripted.upTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a listener may do with the transfer that calls it, on a thread of its own and on a loop. */
class ReentranceTest {

  @TempDir Path folder;

  private final byte[] content = Samples.bytes(1000);
  private final Scripted strategy = new Scripted("a").always(upTo(100));
  private final Sendfile sendfile = Deployed.of(strategy).sendfile();
  private final Calls calls = new Calls();
  private Path file;
  private Pipe pipe;
  private Transfer transfer;

  /** Hears of all, and does at one call what a test wants. */
  private static final class Calls implements TransferListener {
    final List<String> heard = new ArrayList<>();
    Runnable atProgress = () -> {};
    Runnable atCompletion = () -> {};
    Runnable atFailure = () -> {};
    Runnable atEnd = () -> {};
    @Nullable TransferException failure;

    /** After the second step, or the first one on a machine that takes that long for it. */
    long bytes;

    @Override
    public void progressed(TransferProgress progress) {
      heard.add("progressed");
      bytes = progress.bytes();
      atProgress.run();
    }

    @Override
    public void completed(TransferResult result) {
      heard.add("completed");
      atCompletion.run();
    }

    @Override
    public void failed(TransferException e) {
      heard.add("failed");
      failure = e;
      atFailure.run();
    }

    @Override
    public void ended(TransferOutcome outcome) {
      heard.add("ended");
      assertThat(outcome.failure().orElse(null)).isSameAs(failure);
      atEnd.run();
    }
  }

  @BeforeEach
  void open() throws IOException {
    file = Files.write(folder.resolve("content"), content);
    pipe = Pipe.open();
    transfer = sendfile.open(request());
  }

  @AfterEach
  void close() throws IOException {
    transfer.close();
    pipe.sink().close();
    pipe.source().close();
    Thread.interrupted();
  }

  private TransferRequest request() {
    return TransferRequest.from(file).to(pipe.sink()).listener(calls);
  }

  /** Runs it, or advances it to its end. */
  private void move(boolean loop) throws IOException {
    if (!loop) {
      transfer.run();
      return;
    }
    transfer.close();
    pipe.sink().configureBlocking(false);
    transfer = sendfile.open(request());
    while (transfer.advance() != Advance.DONE) {
      Thread.onSpinWait();
    }
  }

  /** Lets the interval pass in which a listener hears of progress once. */
  private void hearOfProgress() {
    strategy.then(
        upTo(100),
        (session, batch) -> {
          long since = System.nanoTime();
          await()
              .atMost(Duration.ofMinutes(1))
              .until(() -> System.nanoTime() - since > 100_000_000L);
          return session.move(batch, 100);
        });
  }

  private void nothingIsHeld() {
    assertThat(strategy.sessions).allSatisfy(it -> assertThat(it.closed).isEqualTo(1));
  }

  private byte[] arrived() throws IOException {
    pipe.source().configureBlocking(false);
    ByteBuffer all = ByteBuffer.allocate(1 << 16);
    pipe.source().read(all);
    return Samples.remaining(all.flip());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itClosesTheTransfer(boolean loop) {
    hearOfProgress();
    calls.atProgress = () -> transfer.close();

    Throwable e = catchThrowable(() -> move(loop));

    assertThat(e).isInstanceOf(TransferCancelledException.class);
    assertThat(((TransferException) e).bytesTransferred()).isEqualTo(calls.bytes).isPositive();
    assertThat(calls.heard).containsExactly("progressed", "failed", "ended");
    nothingIsHeld();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itCancelsTheTransfer(boolean loop) {
    hearOfProgress();
    calls.atProgress = () -> transfer.cancel();

    assertThat(catchThrowable(() -> move(loop))).isInstanceOf(TransferCancelledException.class);
    nothingIsHeld();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itDrivesTheTransfer(boolean loop) throws IOException {
    List<Throwable> refused = new ArrayList<>();
    hearOfProgress();
    calls.atProgress =
        () -> {
          refused.add(catchThrowable(() -> transfer.run()));
          refused.add(catchThrowable(() -> transfer.advance()));
        };

    move(loop);

    assertThat(refused.subList(0, 2))
        .allSatisfy(it -> assertThat(it).isInstanceOf(IllegalStateException.class));
    assertThat(arrived()).isEqualTo(content);
    nothingIsHeld();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itInterruptsTheThread(boolean loop) {
    hearOfProgress();
    calls.atProgress = () -> Thread.currentThread().interrupt();

    assertThat(catchThrowable(() -> move(loop))).isInstanceOf(TransferInterruptedException.class);
    assertThat(Thread.interrupted()).as("the flag is kept").isTrue();
    assertThat(pipe.sink().isOpen()).isTrue();
    nothingIsHeld();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itClosesTheTarget(boolean loop) {
    hearOfProgress();
    calls.atProgress =
        () -> {
          try {
            pipe.sink().close();
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        };

    Throwable e = catchThrowable(() -> move(loop));

    assertThat(e).isInstanceOf(EndClosedException.class);
    assertThat(((TransferException) e).failedEnd()).isEqualTo(FailedEnd.TARGET);
    nothingIsHeld();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anExceptionOfItsOwnHarmsNobody(boolean loop) throws IOException {
    hearOfProgress();
    calls.atProgress =
        () -> {
          throw Throwing.<RuntimeException>as(new IOException("checked, and not declared"));
        };

    move(loop);

    assertThat(calls.heard).containsExactly("progressed");
    assertThat(transfer.result()).isPresent();
    nothingIsHeld();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anErrorOfItsOwnEndsTheTransferAndIsThrown(boolean loop) {
    Error own = new AssertionError("mine");
    hearOfProgress();
    calls.atProgress =
        () -> {
          throw own;
        };

    Throwable e = catchThrowable(() -> move(loop));

    assertThat(e).isSameAs(own).hasSuppressedException(calls.failure);
    assertThat(calls.failure).hasCause(own);
    assertThat(calls.failure.bytesTransferred()).isEqualTo(calls.bytes).isPositive();
    assertThat(calls.failure.failedEnd()).isEqualTo(FailedEnd.NEITHER);
    assertThat(calls.heard).containsExactly("progressed", "failed", "ended");
    assertThat(transfer.result()).isEmpty();
    nothingIsHeld();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anErrorAtTheEndComesWithTheAccountOfAWholeTransfer(boolean loop) {
    Error own = new AssertionError("mine");
    calls.atCompletion =
        () -> {
          throw own;
        };

    Throwable e = catchThrowable(() -> move(loop));

    assertThat(e).isSameAs(own);
    TransferException account = (TransferException) own.getSuppressed()[0];
    assertThat(account.bytesTransferred()).isEqualTo(1000);
    assertThat(account.reason()).startsWith("every byte was accepted; then a listener threw");
    assertThat(calls.heard).endsWith("completed", "ended");
    assertThat(transfer.result()).as("it has ended well").isPresent();
    nothingIsHeld();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itHearsOfTheEndOnceAllWasGivenBack(boolean loop) throws IOException {
    List<Object> seen = new ArrayList<>();
    calls.atCompletion =
        () -> {
          seen.add(strategy.sessions.get(0).closed);
          seen.add(transfer.result().isPresent());
          transfer.close();
        };
    calls.atEnd = () -> transfer.cancel();

    move(loop);

    assertThat(seen).containsExactly(1, true);
    assertThat(transfer.bytesTransferred()).isEqualTo(1000);
    nothingIsHeld();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itHearsOfAFailureOnceAllWasGivenBack(boolean loop) {
    List<Object> seen = new ArrayList<>();
    strategy.then(upTo(100), Scripted.fails(new IOException("broken")));
    calls.atFailure =
        () -> {
          seen.add(strategy.sessions.get(0).closed);
          seen.add(transfer.result().isPresent());
          transfer.close();
        };

    assertThat(catchThrowable(() -> move(loop))).isSameAs(calls.failure);
    assertThat(seen).containsExactly(1, false);
    nothingIsHeld();
  }

  @Test
  void anotherTransferOnTheSameEndsGoesInBetween() throws IOException {
    hearOfProgress();
    calls.atProgress = () -> sendAnother("between");

    move(false);

    byte[] all = arrived();
    assertThat(new String(all, StandardCharsets.US_ASCII)).contains("between");
    assertThat(all).hasSizeGreaterThan(1000);
    nothingIsHeld();
  }

  @Test
  void afterTheEndTheNextOneFollows() throws IOException {
    calls.atEnd = () -> sendAnother("behind");

    move(false);

    assertThat(arrived())
        .isEqualTo(Samples.joined(content, "behind".getBytes(StandardCharsets.US_ASCII)));
    nothingIsHeld();
  }

  private void sendAnother(String text) {
    try {
      sendfile.transfer(
          TransferRequest.from(Samples.stream(text.getBytes(StandardCharsets.US_ASCII)))
              .to(pipe.sink()));
    } catch (TransferException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whoeverClosesItWhileALoopAdvancesItCancelsIt() throws IOException {
    transfer.close();
    pipe.sink().configureBlocking(false);
    transfer = sendfile.open(request());
    strategy.then(
        upTo(100),
        (session, batch) -> {
          transfer.close();
          return Step.TARGET_FULL;
        });

    assertThat(catchThrowable(() -> transfer.advance()))
        .isInstanceOf(TransferCancelledException.class);
    assertThat(catchThrowable(() -> transfer.advance())).isInstanceOf(IllegalStateException.class);
    nothingIsHeld();
  }
}
