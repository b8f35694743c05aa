package dev.sendfile;

import static dev.sendfile.Scripted.fails;
import static dev.sendfile.Scripted.upTo;
import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.sendfile.internal.discovery.Found;
import dev.sendfile.internal.discovery.Registered;
import dev.sendfile.internal.framework.Registry;
import dev.sendfile.internal.settings.Defaults;
import dev.sendfile.internal.settings.Weights;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library is stopped in its framework while transfers are under way. */
class LibraryStopTest {

  @TempDir Path folder;

  private final Registry registry = Registry.forActivator();
  private final Scripted strategy = new Scripted("a");
  private final byte[] content = Samples.bytes(1000);
  private Path file;
  private Pipe pipe;
  private Sendfile sendfile;

  @BeforeEach
  void open() throws IOException {
    file = Files.write(folder.resolve("content"), content);
    pipe = Pipe.open();
    pipe.sink().configureBlocking(false);
    registry.publish(
        new Found(List.of(Registered.of(strategy, 0)), List.of()), null, Defaults.NONE);
    Engine engine =
        Engine.of(
            registry.strategies(Weights.NONE), registry::selector, registry::defaults, registry);
    sendfile = new Sendfile(engine, Settings.NONE);
  }

  @AfterEach
  void close() throws IOException {
    registry.close();
    pipe.sink().close();
    pipe.source().close();
  }

  @Test
  void aTransferThatIsAdvancedEndsAtItsNextStep() throws IOException {
    strategy.then(upTo(100)).answers(Step.TARGET_FULL);
    Transfer transfer = sendfile.open(TransferRequest.from(file).to(pipe.sink()));
    assertThat(transfer.advance()).isEqualTo(Advance.TARGET_WRITABLE);

    registry.close();

    TransferException e = catchThrowableOfType(TransferException.class, transfer::advance);
    assertThat(e)
        .isInstanceOf(TransferCancelledException.class)
        .hasMessageStartingWith(
            "the bundle dev.sendfile.api was stopped; start it, and send what is left; 100 of");
    assertThat(pipe.sink().isOpen()).as("nothing was blocked").isTrue();
  }

  @Test
  void aTransferThatMayBeBlockedLosesItsTarget() {
    Sink sink = new Sink();
    strategy.then(
        (session, batch) -> {
          registry.close(); // which waits for this transfer in vain
          return session.move(batch, 100);
        });

    TransferException e =
        catchThrowableOfType(
            TransferException.class, () -> sendfile.transfer(TransferRequest.from(file).to(sink)));

    assertThat(e)
        .isInstanceOf(TransferCancelledException.class)
        .hasMessageStartingWith("the bundle dev.sendfile.api was stopped");
    assertThat(sink.isOpen()).isFalse();
  }

  @Test
  void oneThatPausesKeepsIt() throws Exception {
    Sink sink = new Sink();
    strategy.answers(new Step.Later(TimeUnit.HOURS.toNanos(1)));
    FutureTask<TransferResult> sending =
        new FutureTask<>(() -> sendfile.transfer(TransferRequest.from(file).to(sink)));
    Thread thread = new Thread(sending);
    thread.start();
    await().atMost(ofMinutes(1)).until(() -> thread.getState() == Thread.State.TIMED_WAITING);

    registry.close();

    assertThatThrownBy(() -> sending.get(1, TimeUnit.MINUTES))
        .hasCauseInstanceOf(TransferCancelledException.class);
    assertThat(sink.isOpen()).as("nothing was blocked").isTrue();
  }

  @Test
  void oneWhoseTargetWasClosedInItsLastStepHasNotEndedWell() {
    Sink sink = new Sink();
    strategy.then(
        (session, batch) -> {
          Step all = session.move(batch, 1000);
          registry.close();
          return all;
        });

    TransferException e =
        catchThrowableOfType(
            TransferException.class, () -> sendfile.transfer(TransferRequest.from(file).to(sink)));

    assertThat(e).isInstanceOf(TransferCancelledException.class);
    assertThat(e.bytesTransferred()).isEqualTo(1000);
  }

  @Test
  void transfersThatHaveEndedAreNoConcern() throws IOException {
    Sink sink = new Sink();

    assertThat(sendfile.transfer(TransferRequest.from(file).to(sink)).bytes()).isEqualTo(1000);
    registry.close();

    assertThat(sink.isOpen()).isTrue();
  }

  @Test
  void aTransferWhoseTargetWasClosedHasNotEndedWellEvenIfAllWasMoved() {
    Sink sink = new Sink();
    strategy.then(
        (session, batch) -> {
          registry.close(); // which waits for this transfer in vain
          return session.move(batch, 1000);
        });

    TransferException e =
        catchThrowableOfType(
            TransferException.class, () -> sendfile.transfer(TransferRequest.from(file).to(sink)));

    assertThat(sink.isOpen()).isFalse();
    assertThat(e).isInstanceOf(TransferCancelledException.class);
    assertThat(e.bytesTransferred()).isEqualTo(1000);
  }

  @Test
  void aTransferThatHasEndedIsNotWaitedFor() throws IOException {
    strategy.then(fails(new IOException("broken")));
    Sink sink = new Sink();
    assertThatThrownBy(() -> sendfile.transfer(TransferRequest.from(file).to(sink)))
        .isInstanceOf(TransferException.class);
    sendfile.transfer(TransferRequest.from(file).to(sink));

    registry.close();

    assertThat(sink.isOpen()).as("nobody thinks that it may be blocked").isTrue();
  }
}
