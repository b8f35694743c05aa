package dev.sendfile;

import static dev.sendfile.Scripted.upTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Step;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** On a virtual thread a page of the engine's own waits where a strategy would hold the carrier. */
@EnabledForJreRange(min = JRE.JAVA_21)
class VirtualRunTest {

  @TempDir Path folder;

  private final byte[] content = Samples.bytes(10_000);
  private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
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

  @Test
  void aForcedStrategyThatCannotBeOpenedIsFoundOutBeforeAHeaderLeaves() {
    strategy.opening(
        (plan, context) -> {
          throw new IOException("no descriptor");
        });
    TransferRequest request =
        TransferRequest.from(file).to(pipe.sink()).header(ByteBuffer.allocate(20));

    assertThatThrownBy(() -> send(deployed.sendfile().withForce("a"), request))
        .hasCauseInstanceOf(NoStrategyException.class)
        .cause()
        .extracting(it -> ((TransferException) it).bytesTransferredAtMost())
        .isEqualTo(0L);
  }

  private TransferResult send(TransferRequest request) throws Exception {
    return send(deployed.sendfile(), request);
  }

  private static TransferResult send(Sendfile sendfile, TransferRequest request) throws Exception {
    CompletableFuture<TransferResult> done = new CompletableFuture<>();
    Runnable run =
        () -> {
          try {
            done.complete(sendfile.transfer(request));
          } catch (IOException | RuntimeException e) {
            done.completeExceptionally(e);
          }
        };
    Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, run);
    return done.get(1, TimeUnit.MINUTES);
  }

  private TransferRequest toPipe() {
    return TransferRequest.from(file).to(pipe.sink());
  }

  private byte[] arrived() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(1 << 16);
    pipe.source().read(buffer);
    return Samples.remaining(buffer.flip());
  }

  @Test
  void aPageGoesBeforeEachStep() throws Exception {
    strategy.always(upTo(1000));

    TransferResult result = send(toPipe());

    assertThat(result.parkedBytes()).isEqualTo(2 * 4096);
    assertThat(strategy.asked).containsExactly(5904L, 808L);
    assertThat(arrived()).isEqualTo(content);
  }

  @Test
  void whatFitsIntoAPageNeedsNone() throws Exception {
    assertThat(send(toPipe().range(0, 4096)).parkedBytes()).isZero();
    assertThat(send(toPipe().range(0, 4097)).parkedBytes()).isEqualTo(4096);
    assertThat(send(toPipe().range(0, 4090).header(ByteBuffer.allocate(6))).parkedBytes()).isZero();
    assertThat(send(toPipe().range(0, 4090).header(ByteBuffer.allocate(7))).parkedBytes())
        .isEqualTo(7);
  }

  @Test
  void oneThatNeverParksNeedsNone() throws Exception {
    strategy.can(Capability.NON_BLOCKING);

    assertThat(send(toPipe()).parkedBytes()).isZero();
    assertThat(strategy.asked).containsExactly(10_000L);
  }

  @Test
  void aPlatformThreadNeedsNone() throws Exception {
    assertThat(deployed.sendfile().transfer(toPipe()).parkedBytes()).isZero();
    assertThat(strategy.asked).containsExactly(10_000L);
  }

  @Test
  void aStreamGetsPages() throws Exception {
    assertThat(send(TransferRequest.from(file).to(stream)).parkedBytes()).isZero();
    assertThat(strategy.asked).containsExactly(4096L, 4096L, 1808L);
    assertThat(stream.toByteArray()).isEqualTo(content);
  }

  @Test
  void aStreamGetsAllFromOneThatNeverParks() throws Exception {
    strategy.can(Capability.NON_BLOCKING);
    send(TransferRequest.from(file).to(stream));

    assertThat(strategy.asked).containsExactly(10_000L);
  }

  @Test
  void aStreamThatHasNothingYetIsReadByPages() throws Exception {
    ByteArrayInputStream silent =
        new ByteArrayInputStream(content) {
          @Override
          public synchronized int available() {
            return 0;
          }
        };

    TransferResult result = send(TransferRequest.from(silent).to(new Sink()));

    assertThat(result.parkedBytes()).isEqualTo(10_000);
    assertThat(strategy.asked).isEmpty();
  }

  @Test
  void aStreamThatHasSomethingIsReadByTheStrategy() throws Exception {
    Sink sink = new Sink();
    TransferResult result =
        send(TransferRequest.from(Samples.stream(content)).to(sink).range(0, 10_000));

    assertThat(result.parkedBytes()).isZero();
    assertThat(sink.taken()).isEqualTo(content);
  }

  @Test
  void aPipeIsReadByTheStrategyAfterAPageThatCameFull() throws Exception {
    Sink sink = new Sink();
    pipe.sink().write(ByteBuffer.wrap(content));
    pipe.sink().close();

    TransferResult result = send(TransferRequest.from(pipe.source()).to(sink));

    assertThat(result.parkedBytes()).isEqualTo(4096);
    assertThat(strategy.asked).hasSize(1);
    assertThat(sink.taken()).isEqualTo(content);
  }

  @Test
  void aPipeIsReadByPagesAfterOneThatDidNot() throws Exception {
    Sink sink = new Sink();
    pipe.sink().write(ByteBuffer.wrap(content, 0, 100));
    pipe.sink().close();

    TransferResult result = send(TransferRequest.from(pipe.source()).to(sink));

    assertThat(result.parkedBytes()).isEqualTo(100);
    assertThat(strategy.asked).isEmpty();
    assertThat(sink.taken()).hasSize(100);
  }

  @Test
  void whatAStrategyHoldsIsItsOwnToDeliver() throws Exception {
    Sink sink = new Sink();
    pipe.sink().write(ByteBuffer.wrap(content));
    pipe.sink().close();
    strategy.then(
        (session, batch) -> {
          session.take(batch, 5000);
          return session.move(batch, 100);
        });

    TransferResult result = send(TransferRequest.from(pipe.source()).to(sink));

    assertThat(sink.taken()).isEqualTo(content);
    assertThat(strategy.asked).as("the step that holds, and the one after it").hasSize(2);
    assertThat(result.parkedBytes()).isGreaterThanOrEqualTo(4096);
  }

  @Test
  void oneThatIsCalledFullAfterAPageIsNotWrittenAgainWithoutAWait() throws Exception {
    strategy.answers(Step.TARGET_FULL);

    TransferResult result = send(toPipe());

    assertThat(result.parkedBytes()).as("one before, one after").isEqualTo(2 * 4096);
    assertThat(strategy.asked).containsExactly(5904L, 1808L);
  }

  /** A strategy that looks at the range itself comes behind the engine's page. */
  @Test
  void noByteLeavesForARangeThatIsNotThere() {
    strategy.can(Capability.VERIFIES_RANGE);

    for (TransferRequest request :
        new TransferRequest[] {toPipe(), TransferRequest.from(file).to(stream)}) {
      assertThatThrownBy(() -> send(request.range(5_000, 6_000)))
          .hasCauseInstanceOf(RangeException.class);
    }
    assertThat(stream.size()).isZero();
    assertThat(strategy.sessions).isEmpty();
  }

  @Test
  void aHeaderGoesBeforeThePage() throws Exception {
    byte[] header = Samples.bytes(50);
    TransferResult result = send(toPipe().header(ByteBuffer.wrap(header)));

    assertThat(result.parkedBytes()).isEqualTo(50);
    byte[] all = arrived();
    assertThat(all).startsWith(header).endsWith(content).hasSize(10_050);
  }
}
