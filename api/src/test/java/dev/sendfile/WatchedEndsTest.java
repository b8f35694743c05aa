package dev.sendfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Scope;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who closes what when an end is closed, or a time is over, while a step is under way. */
class WatchedEndsTest {

  /** Several looks of the watchdog. */
  private static final Duration A_WHILE = Duration.ofMillis(250);

  @TempDir Path folder;

  private final Scripted strategy = new Scripted("a");
  private final Deployed deployed = Deployed.of(strategy);
  private FileChannel file;
  private Pipe from;
  private Pipe to;

  @BeforeEach
  void open() throws IOException {
    file = FileChannel.open(Files.write(folder.resolve("content"), Samples.bytes(1000)));
    from = Pipe.open();
    to = Pipe.open();
  }

  @AfterEach
  void close() throws IOException {
    file.close();
    for (Pipe pipe : new Pipe[] {from, to}) {
      pipe.sink().close();
      pipe.source().close();
    }
  }

  private TransferException failure(TransferRequest request) {
    return catchThrowableOfType(
        TransferException.class, () -> deployed.sendfile().transfer(request));
  }

  /** Blocked in a call that does not notice that the target is closed, only the source. */
  private Step deaf(Scripted.Moving session, Batch batch) throws IOException {
    to.sink().close();
    await().atMost(Duration.ofMinutes(1)).until(() -> !file.isOpen());
    throw new ClosedChannelException();
  }

  private Step unharmed(Scripted.Moving session, Batch batch) throws IOException {
    to.sink().close();
    await().atMost(Duration.ofMinutes(1)).during(A_WHILE).until(file::isOpen);
    throw new ClosedChannelException();
  }

  @Test
  void whoIsDeafForTheTargetIsEndedByItsSource() {
    strategy.can(Capability.IGNORES_TARGET_CLOSE).then(this::deaf);

    assertThat(failure(TransferRequest.from(file).owned().to(to.sink())).reason())
        .contains("closed");
  }

  @Test
  void whoIsDeafIsWatchedAlsoWhereATimeoutIsSet() {
    strategy.can(Capability.IGNORES_TARGET_CLOSE).then(this::deaf);
    Sendfile timed = deployed.sendfile().withWriteTimeout(Duration.ofMinutes(1));

    assertThat(
            catchThrowableOfType(
                    TransferException.class,
                    () -> timed.transfer(TransferRequest.from(file).owned().to(to.sink())))
                .reason())
        .contains("closed");
  }

  @Test
  void whoNoticesItselfKeepsItsSource() {
    strategy.then(this::unharmed);

    failure(TransferRequest.from(file).owned().to(to.sink()));
    assertThat(file.isOpen()).isTrue();
  }

  @Test
  void aTargetThatNeverBlocksNeedsNoWatch() throws IOException {
    to.sink().configureBlocking(false);
    strategy.can(Capability.IGNORES_TARGET_CLOSE).then(this::unharmed);

    failure(TransferRequest.from(file).owned().to(to.sink()));
    assertThat(file.isOpen()).isTrue();
  }

  @Test
  void aReadForATargetThatIsClosedIsEnded() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    strategy.always(
        (session, batch) -> {
          running.countDown();
          return session.move(batch, 100);
        });
    CompletableFuture<TransferException> failure = new CompletableFuture<>();
    new Thread(
            () ->
                failure.complete(
                    failure(TransferRequest.from(from.source()).to(to.sink()).range(0, 1000))))
        .start();
    running.await();
    to.sink().close();

    assertThat(failure.get(1, TimeUnit.MINUTES).bytesTransferred()).isZero();
    assertThat(from.source().isOpen()).isFalse();
  }

  /** Its last bytes may never have left. */
  @Test
  void whoseTargetWasClosedWhenItsTimeWasOverHasNotEndedWell() {
    Sink sink = new Sink();
    strategy.then(
        (session, batch) -> {
          Step all = session.move(batch, 1000);
          await().atMost(Duration.ofMinutes(1)).until(() -> !sink.isOpen());
          return all;
        });
    Sendfile timed = deployed.sendfile().withWriteTimeout(Duration.ofMillis(50));

    TransferException e =
        catchThrowableOfType(
            TransferException.class, () -> timed.transfer(TransferRequest.from(file).to(sink)));

    assertThat(e).isInstanceOf(TransferTimeoutException.class);
    assertThat(e.bytesTransferred()).isEqualTo(1000);
  }

  @Test
  void whatIsCancelledBeforeItBeganTouchesNoTarget() throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "old");
    try (Transfer transfer = deployed.sendfile().open(TransferRequest.from(file).to(target))) {
      transfer.cancel();

      assertThat(catchThrowableOfType(TransferException.class, transfer::run))
          .isInstanceOf(TransferCancelledException.class);
    }
    assertThat(target).hasContent("old");
    assertThat(strategy.sessions).isEmpty();
  }

  /** As one is that works on a descriptor of its own, and notices nothing of the channel. */
  private Step untilUnblocked(Scripted.Moving session, Batch batch) throws IOException {
    to.sink().close();
    await().atMost(Duration.ofMinutes(1)).until(() -> session.unblocked.getCount() == 0);
    throw new ClosedChannelException();
  }

  private TransferRequest large() throws IOException {
    return TransferRequest.from(Files.write(folder.resolve("large"), Samples.bytes(100_000)))
        .to(to.sink());
  }

  @Test
  void aBlockedStepIsUnblockedOnceItsTargetIsClosed() throws IOException {
    strategy.then(this::untilUnblocked);

    assertThat(failure(large()).reason()).endsWith("was closed while it was being written to");
  }

  @Test
  void soIsOneThatTakesTheStepsWhichAnotherRefuses() throws IOException {
    Scripted substitute = new Scripted("b").then(this::untilUnblocked);
    deployed.now(strategy, substitute);
    strategy.answers(Scripted.refuses(Scope.STEP, "not this one"));

    assertThat(failure(large()).reason()).endsWith("was closed while it was being written to");
    assertThat(substitute.sessions.get(0).unblocked.getCount()).isZero();
  }
}
