package dev.sendfile;

import static dev.sendfile.Scripted.upTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a thread of its own waits where nothing moves. */
class RunTest {

  @TempDir Path folder;

  private final byte[] content = Samples.bytes(10_000);
  private final Sink sink = new Sink();
  private final Scripted strategy = new Scripted("a");
  private final Deployed deployed = Deployed.of(strategy);
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

  private TransferResult send(TransferRequest request) throws TransferException {
    return deployed.sendfile().transfer(request);
  }

  private byte[] arrived() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    pipe.source().read(buffer);
    return Samples.remaining(buffer.flip());
  }

  @Test
  void aChannelThatTakesNothingIsAskedAgainAfterAWhile() throws IOException {
    sink.taking(0, 0, 0, 0, 0, 0, 100);
    long began = System.nanoTime();

    TransferResult result = send(TransferRequest.from(file).to(sink));

    assertThat(sink.taken()).isEqualTo(content);
    assertThat(result.parkedBytes()).isZero();
    assertThat(Duration.ofNanos(System.nanoTime() - began))
        .as("1, 2, 4, 8, 16 and 32 ms")
        .isGreaterThanOrEqualTo(Duration.ofMillis(60));
  }

  @Test
  void aTimeoutEndsTheWaiting() {
    sink.taking(new int[100_000]);

    TransferException e =
        catchThrowableOfType(
            TransferException.class,
            () ->
                deployed
                    .sendfile(Settings.NONE.withWriteTimeout(Duration.ofMillis(50)))
                    .transfer(TransferRequest.from(file).to(sink)));

    assertThat(e)
        .isInstanceOf(TransferTimeoutException.class)
        .hasMessageStartingWith("the target (channel) took no byte for 0.05s; 0 of 10,000 bytes");
    assertThat(sink.isOpen()).as("no step was blocked").isTrue();
  }

  @Test
  void aStepThatBlocksForLongerThanTheTimeoutEndsWithItsTarget() throws IOException {
    Files.write(file, Samples.bytes(1 << 20)); // more than a pipe holds

    TransferException e =
        catchThrowableOfType(
            TransferException.class,
            () ->
                deployed
                    .sendfile(Settings.NONE.withWriteTimeout(Duration.ofMillis(50)))
                    .transfer(TransferRequest.from(file).to(pipe.sink())));

    assertThat(e).isInstanceOf(TransferTimeoutException.class);
    assertThat(pipe.sink().isOpen()).isFalse();
  }

  @Test
  void aFullPipeIsWaitedForUntilItIsRead() throws Exception {
    pipe.sink().configureBlocking(false);
    byte[] large = Samples.bytes(300_000);
    Files.write(file, large);
    CompletableFuture<byte[]> read = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              ByteBuffer all = ByteBuffer.allocate(large.length);
              try {
                while (all.hasRemaining() && pipe.source().read(all) >= 0) {}
                read.complete(all.array());
              } catch (IOException e) {
                read.completeExceptionally(e);
              }
            });
    reader.start();

    TransferResult result = send(TransferRequest.from(file).to(pipe.sink()));

    assertThat(read.get(1, TimeUnit.MINUTES)).isEqualTo(large);
    assertThat(result.bytes()).isEqualTo(300_000);
    assertThat(pipe.sink().isRegistered()).as("with a selector of the transfer's").isFalse();
  }

  @Test
  void whereAPipeIsWritableInVainTheEngineWritesAPage() throws IOException {
    pipe.sink().configureBlocking(false);
    strategy.answers(Step.TARGET_FULL, Step.TARGET_FULL);

    TransferResult result = send(TransferRequest.from(file).to(pipe.sink()));

    assertThat(result.parkedBytes()).isEqualTo(4096);
    assertThat(strategy.asked).containsExactly(10_000L, 10_000L, 5904L);
    assertThat(arrived()).isEqualTo(content);
    assertThat(pipe.sink().isRegistered()).as("with a selector of the transfer's").isFalse();
  }

  @Test
  void aBlockingPipeThatIsCalledFullIsWrittenByTheEngineAtOnce() throws IOException {
    strategy.answers(Step.TARGET_FULL);

    TransferResult result = send(TransferRequest.from(file).to(pipe.sink()));

    assertThat(result.parkedBytes()).isEqualTo(4096);
    assertThat(strategy.asked).containsExactly(10_000L, 5904L);
    assertThat(arrived()).isEqualTo(content);
  }

  @Test
  void aBlockingPipeThatIsCalledDryIsReadByTheEngineAtOnce() throws IOException {
    pipe.sink().write(ByteBuffer.wrap(content));
    pipe.sink().close();
    strategy.answers(Step.SOURCE_DRY);

    TransferResult result = send(TransferRequest.from(pipe.source()).to(sink));

    assertThat(result.parkedBytes()).isEqualTo(4096);
    assertThat(sink.taken()).isEqualTo(content);
  }

  @Test
  void whatTheEngineReadForAFullTargetIsNotLost() throws IOException {
    pipe.sink().write(ByteBuffer.wrap(content));
    pipe.sink().close();
    sink.taking(7, 0, 100);
    strategy.answers(Step.SOURCE_DRY);

    TransferResult result = send(TransferRequest.from(pipe.source()).to(sink));

    assertThat(sink.taken()).isEqualTo(content);
    assertThat(result.bytes()).isEqualTo(10_000);
  }

  @Test
  void aNonBlockingSourceIsWaitedFor() throws Exception {
    pipe.source().configureBlocking(false);
    CompletableFuture<Void> written = new CompletableFuture<>();
    strategy.then(
        (session, batch) -> {
          Step step = session.move(batch, 10);
          new Thread(
                  () -> {
                    try (var end = pipe.sink()) {
                      end.write(ByteBuffer.wrap(content));
                      written.complete(null);
                    } catch (IOException e) {
                      written.completeExceptionally(e);
                    }
                  })
              .start();
          return step;
        });

    assertThat(send(TransferRequest.from(pipe.source()).to(sink)).bytes()).isEqualTo(10_000);
    written.get(1, TimeUnit.MINUTES);
    assertThat(sink.taken()).isEqualTo(content);
  }

  @Test
  void aPauseThatAStrategyAsksForIsKept() throws IOException {
    strategy.answers(new Step.Later(TimeUnit.MILLISECONDS.toNanos(60)));
    long began = System.nanoTime();

    send(TransferRequest.from(file).to(sink));

    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(59));
    assertThat(strategy.asked).hasSize(2);
  }

  @Test
  void aPauseIsNoStall() throws IOException {
    strategy.answers(new Step.Later(TimeUnit.MILLISECONDS.toNanos(600)), Step.TARGET_FULL);

    assertThat(
            deployed
                .sendfile(Settings.NONE.withWriteTimeout(Duration.ofMillis(500)))
                .transfer(TransferRequest.from(file).to(sink))
                .bytes())
        .isEqualTo(10_000);
  }

  @Test
  void aPauseEndsWhenTheTransferIsCancelled() throws Exception {
    strategy.answers(new Step.Later(TimeUnit.HOURS.toNanos(1)));
    Transfer transfer = deployed.sendfile().open(TransferRequest.from(file).to(sink));
    CompletableFuture<TransferException> ended = new CompletableFuture<>();
    new Thread(() -> ended.complete(catchThrowableOfType(TransferException.class, transfer::run)))
        .start();
    await().atMost(Duration.ofMinutes(1)).until(() -> !transfer.delay().isZero());

    transfer.cancel();

    assertThat(ended.get(1, TimeUnit.MINUTES)).isInstanceOf(TransferCancelledException.class);
  }

  @Test
  void anEndThatIsNoneIsReadPast() throws IOException {
    strategy.then(upTo(100)).answers(Step.END_OF_SOURCE);

    TransferResult result = send(TransferRequest.from(file).to(sink));

    assertThat(sink.taken()).isEqualTo(content);
    assertThat(result.parkedBytes()).isEqualTo(4096);
    assertThat(strategy.asked).containsExactly(10_000L, 9900L, 5804L);
  }

  @Test
  void aFileIsNeverFull() throws IOException {
    strategy.answers(Step.TARGET_FULL);
    Path target = folder.resolve("target");

    TransferResult result = send(TransferRequest.from(file).to(target));

    assertThat(Files.readAllBytes(target)).isEqualTo(content);
    assertThat(result.parkedBytes()).isEqualTo(4096);
  }

  @Test
  void headerAndTrailerFrameTheContent() throws IOException {
    byte[] header = Samples.bytes(20);
    byte[] trailer = Samples.bytes(30);
    sink.taking(5, 0, 100, 10_000, 10, 0);

    TransferResult result =
        send(
            TransferRequest.from(file)
                .to(sink)
                .header(ByteBuffer.wrap(header))
                .trailer(ByteBuffer.wrap(trailer)));

    assertThat(sink.taken()).isEqualTo(Samples.joined(header, content, trailer));
    assertThat(result.bytes()).isEqualTo(10_050);
    assertThat(result.contentBytes()).isEqualTo(10_000);
    assertThat(result.passedOver()).isEmpty();
  }

  @Test
  void stepsKeepToTheChunkThatWasAskedFor() throws IOException {
    deployed
        .sendfile(Settings.NONE.withChunkSize(4000))
        .transfer(TransferRequest.from(file).to(sink));

    assertThat(strategy.asked).containsExactly(4000L, 4000L, 2000L);
  }
}
