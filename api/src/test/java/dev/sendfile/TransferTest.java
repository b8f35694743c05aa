package dev.sendfile;

import static dev.sendfile.Scripted.upTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A transfer as a handle. */
class TransferTest {

  @TempDir Path folder;

  private final byte[] content = Samples.bytes(1000);
  private final Sink sink = new Sink();
  private final Scripted strategy = new Scripted("a");
  private final Sendfile sendfile = Deployed.of(strategy).sendfile();
  private Path file;
  private Pipe pipe;

  @BeforeEach
  void open() throws IOException {
    file = Files.write(folder.resolve("content"), content);
    pipe = Pipe.open();
    pipe.sink().configureBlocking(false);
  }

  @AfterEach
  void close() throws IOException {
    pipe.sink().close();
    pipe.source().close();
  }

  private Transfer transfer() throws IOException {
    return sendfile.open(TransferRequest.from(file).to(sink));
  }

  private Transfer stepwise() throws IOException {
    return sendfile.open(TransferRequest.from(file).to(pipe.sink()));
  }

  @Test
  void itRunsOnce() throws IOException {
    Transfer transfer = transfer();
    assertThat(transfer.result()).isEmpty();
    assertThat(transfer.bytesTransferred()).isZero();

    TransferResult result = transfer.run();

    assertThat(transfer.result()).containsSame(result);
    assertThat(transfer.bytesTransferred()).isEqualTo(1000);
    assertThatIllegalStateException().isThrownBy(transfer::run).withMessageContaining("open a new");
    assertThat(transfer.advance()).as("it has ended well").isEqualTo(Advance.DONE);
    transfer.close();
    transfer.cancel();
    assertThat(transfer.delay()).isZero();
    assertThat(strategy.sessions).hasSize(1);
    assertThat(strategy.sessions.get(0).closed).isEqualTo(1);
  }

  @Test
  void whileItRunsItCannotBeRunAgainAndTellsHowFarItIs() throws IOException {
    List<Object> seen = new ArrayList<>();
    Transfer[] own = new Transfer[1];
    strategy.then(
        upTo(100),
        (session, batch) -> {
          seen.add(own[0].bytesTransferred());
          seen.add(catchThrowableOfType(IllegalStateException.class, own[0]::run).getMessage());
          return session.move(batch, 100);
        });
    own[0] = transfer();

    own[0].run();

    assertThat(seen)
        .containsExactly(
            100L,
            "this transfer is under way, on this thread or another one; cancel() or close() it");
    assertThat(sink.taken()).isEqualTo(content);
  }

  @Test
  void whoClosesItWhileItRunsCancelsIt() throws IOException {
    List<Object> seen = new ArrayList<>();
    Transfer[] own = new Transfer[1];
    strategy.then(
        upTo(100),
        (session, batch) -> {
          own[0].close();
          seen.add(session.closed);
          return session.move(batch, 100);
        });
    own[0] = transfer();

    TransferException e = catchThrowableOfType(TransferException.class, own[0]::run);

    assertThat(seen).as("nothing is taken from under a step").containsExactly(0);
    assertThat(e).isInstanceOf(TransferCancelledException.class);
    assertThat(e.bytesTransferred()).isEqualTo(200);
    assertThat(strategy.sessions.get(0).closed).isEqualTo(1);
  }

  @Test
  void oneThatWasClosedGivesBackItsEndsAndDoesNotRun() throws IOException {
    try (FileSource prepared = FileSource.open(file)) {
      Transfer transfer = sendfile.open(TransferRequest.from(prepared).to(pipe.sink()));
      transfer.close();
      transfer.close();

      assertThatIllegalStateException().isThrownBy(transfer::run);
      assertThatIllegalStateException().isThrownBy(transfer::advance);
    }
    assertThat(strategy.sessions).isEmpty();
  }

  @Test
  void oneThatWasCancelledBeforehandMovesNothing() throws IOException {
    Transfer transfer = transfer();
    transfer.cancel();

    TransferException e = catchThrowableOfType(TransferException.class, transfer::run);

    assertThat(e)
        .isInstanceOf(TransferCancelledException.class)
        .hasMessageStartingWith("the transfer was cancelled; 0 of 1,000 bytes");
    assertThat(sink.taken()).isEmpty();
    assertThat(transfer.result()).isEmpty();
    assertThatIllegalStateException().isThrownBy(transfer::run);
  }

  @Test
  void oneThatIsCancelledBetweenTwoStepsStopsThereAndClosesNothing() throws IOException {
    Transfer[] own = new Transfer[1];
    strategy.then(
        (session, batch) -> {
          assertThat(session.context.cancelled()).isFalse();
          own[0].cancel();
          assertThat(session.context.cancelled()).isTrue();
          return session.move(batch, 100);
        });
    own[0] = transfer();

    TransferException e = catchThrowableOfType(TransferException.class, own[0]::run);

    assertThat(e).isInstanceOf(TransferCancelledException.class);
    assertThat(e.bytesTransferred()).isEqualTo(100);
    assertThat(own[0].bytesTransferred()).isEqualTo(100);
    assertThat(sink.isOpen()).isTrue();
  }

  @Test
  void anEndThatMayBlockIsRefusedByAdvance() throws IOException {
    assertThatIllegalStateException()
        .isThrownBy(transfer()::advance)
        .withMessageStartingWith("the target (channel) may block");
    Transfer fromStream =
        sendfile.open(TransferRequest.from(Samples.stream(content)).to(pipe.sink()));
    assertThatIllegalStateException()
        .isThrownBy(fromStream::advance)
        .withMessageStartingWith("the source stream may block");
    assertThat(fromStream.run().bytes()).as("it can still run").isEqualTo(1000);
  }

  @Test
  void oneThatIsAdvancedCannotBeRunAndIsClosedByItsOwner() throws IOException {
    strategy.then(upTo(100)).answers(Step.TARGET_FULL);
    Transfer transfer = stepwise();

    assertThat(transfer.advance()).isEqualTo(Advance.TARGET_WRITABLE);
    assertThat(transfer.bytesTransferred()).isEqualTo(100);
    assertThat(transfer.result()).isEmpty();
    assertThatIllegalStateException().isThrownBy(transfer::run);
    transfer.close();

    assertThat(transfer.bytesTransferred()).isEqualTo(100);
    assertThat(strategy.sessions.get(0).closed).isEqualTo(1);
    assertThatIllegalStateException().isThrownBy(transfer::advance);
  }

  @Test
  void oneThatWasAdvancedToItsEndGivesEverythingBack() throws IOException {
    Transfer transfer = stepwise();

    assertThat(transfer.advance()).isEqualTo(Advance.DONE);

    assertThat(transfer.result().orElseThrow().bytes()).isEqualTo(1000);
    assertThat(strategy.sessions.get(0).closed).isEqualTo(1);
    assertThat(transfer.advance()).isEqualTo(Advance.DONE);
  }

  @Test
  void oneThatFailsWhileItIsAdvancedIsOver() throws IOException {
    strategy.then(upTo(100), Scripted.fails(new IOException("broken")));
    Transfer transfer = stepwise();

    TransferException e = catchThrowableOfType(TransferException.class, transfer::advance);

    assertThat(e).hasMessageContaining("broken");
    assertThat(e.bytesTransferred()).isEqualTo(100);
    assertThat(strategy.sessions.get(0).closed).isEqualTo(1);
    assertThatIllegalStateException().isThrownBy(transfer::advance);
  }

  @Test
  void whatAStrategyAsksToWaitIsToldAsTheDelay() throws IOException {
    strategy.answers(new Step.Later(TimeUnit.HOURS.toNanos(1)));
    Transfer transfer = stepwise();

    assertThat(transfer.delay()).isZero();
    assertThat(transfer.advance()).isEqualTo(Advance.LATER);
    assertThat(transfer.delay()).isBetween(Duration.ofMinutes(59), Duration.ofHours(1));
    assertThat(transfer.advance()).isEqualTo(Advance.LATER);
    assertThat(strategy.asked).as("steps before the pause is over").hasSize(1);
    transfer.cancel();
    assertThat(catchThrowableOfType(TransferException.class, transfer::advance))
        .isInstanceOf(TransferCancelledException.class);
    assertThat(strategy.sessions.get(0).closed).isEqualTo(1);
  }

  /**
   * The moment counts: between two looks at whether it is wanted, one of them in each thread. It
   * may need more rounds than every build can afford.
   */
  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void oneThatIsClosedWhileItIsAdvancedIsNeverCalledDone() throws Exception {
    int rounds = Integer.getInteger("sendfile.rounds", 1000);
    strategy.always((session, batch) -> Step.TARGET_FULL);
    Files.write(file, Samples.bytes(1 << 20)); // more than the pipe holds, and nobody reads it
    SynchronousQueue<Transfer> underWay = new SynchronousQueue<>();
    CompletableFuture<Void> closer =
        CompletableFuture.runAsync(
            () -> {
              for (int i = 0; i < rounds; i++) {
                closeNext(underWay);
              }
            },
            task -> new Thread(task).start());

    for (int i = 0; i < rounds; i++) {
      Transfer transfer = stepwise();
      transfer.advance();
      assertThat(underWay.offer(transfer, 1, TimeUnit.MINUTES)).isTrue();
      assertThatThrownBy(() -> advanceToTheEnd(transfer))
          .isInstanceOfAny(TransferCancelledException.class, IllegalStateException.class);
      assertThat(transfer.result()).isEmpty();
    }
    closer.get(1, TimeUnit.MINUTES);
  }

  private static void closeNext(SynchronousQueue<Transfer> underWay) {
    try {
      Objects.requireNonNull(underWay.poll(1, TimeUnit.MINUTES)).close();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void advanceToTheEnd(Transfer transfer) throws TransferException {
    while (transfer.advance() != Advance.DONE) {
      Thread.onSpinWait();
    }
  }
}
