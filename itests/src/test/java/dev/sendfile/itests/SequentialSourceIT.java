package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.TransferSource;
import dev.sendfile.TransferTimeoutException;
import dev.sendfile.TruncatedSourceException;
import dev.sendfile.itests.fixture.CpuTime;
import dev.sendfile.itests.fixture.ScriptedStrategy;
import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Refusal;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import dev.sendfile.spi.TransferStrategy;
import dev.sendfile.tck.fixture.ChoppyChannel;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Idle;
import dev.sendfile.tck.fixture.Line;
import dev.sendfile.tck.fixture.MemoryChannel;
import dev.sendfile.tck.fixture.Pause;
import dev.sendfile.tck.fixture.Receiver;
import dev.sendfile.tck.fixture.TargetKind;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import dev.sendfile.tck.fixture.ThrowingChannel;
import dev.sendfile.tck.fixture.Timing;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Streams and channels as sources: sent from where they stand, consumed exactly as far as they were
 * sent.
 */
class SequentialSourceIT {

  private static final int SIZE = 400_000;
  private static final byte[] CONTENT = Content.bytes(SIZE);

  @ParameterizedTest
  @EnumSource(TargetKind.class)
  void aStreamIsSentFromWhereItStandsToItsEnd(TargetKind target) throws Exception {
    InputStream stream = new BufferedInputStream(new ByteArrayInputStream(CONTENT), 100);
    stream.skipNBytes(33); // some of what follows sits in the buffer now
    checkSent(target, TransferRequest.from(stream), Arrays.copyOfRange(CONTENT, 33, SIZE));
  }

  @ParameterizedTest
  @EnumSource(TargetKind.class)
  void aChannelIsSentToItsEnd(TargetKind target) throws Exception {
    checkSent(
        target,
        TransferRequest.from(Channels.newChannel(new ByteArrayInputStream(CONTENT))),
        CONTENT);
  }

  private static void checkSent(TargetKind target, TransferSource from, byte[] expected)
      throws Exception {
    byte[] header = Content.bytes(3_000);
    try (Line line = target.open();
        Receiver receiver = Receiver.eager(line)) {
      TransferRequest request =
          line.to(from).header(ByteBuffer.wrap(header)).trailer(ByteBuffer.wrap(header));
      TransferResult result = Sendfile.getDefault().transfer(request);
      assertThat(result.contentBytes()).isEqualTo(expected.length);
      assertThat(result.strategy()).isEqualTo("rwloop");
      line.finish();
      assertArrayEquals(Content.join(header, expected, header), receiver.awaitEnd());
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aPipeIsSentAsItFillsAndStaysInItsMode(boolean blocking) throws Exception {
    Pipe pipe = Pipe.open();
    pipe.source().configureBlocking(blocking);
    MemoryChannel target = new MemoryChannel();
    Task<TransferResult> task =
        ThreadKind.PLATFORM.start(
            () -> Sendfile.getDefault().transfer(TransferRequest.from(pipe.source()).to(target)));
    for (int at = 0; at < SIZE; at += 100_000) {
      pipe.sink().write(ByteBuffer.wrap(CONTENT, at, 100_000));
      Pause.of(Duration.ofMillis(20));
    }
    Idle.await(
        () -> CpuTime.of(task.thread()),
        Duration.ofMillis(300),
        Duration.ofMillis(15),
        Timing.patience());
    pipe.sink().close();
    assertThat(task.await().bytes()).isEqualTo(SIZE);
    assertThat(pipe.source().isBlocking()).isEqualTo(blocking);
    assertArrayEquals(CONTENT, target.bytes());
    pipe.source().close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4096, 300_000})
  void onlyWhatWasAskedForIsConsumed(int length) throws Exception {
    ByteArrayInputStream stream = new ByteArrayInputStream(CONTENT);
    MemoryChannel target = new MemoryChannel();
    TransferRequest request = TransferRequest.from(stream).to(target).range(0, length);
    assertThat(Sendfile.getDefault().transfer(request).bytes()).isEqualTo(length);
    assertThat(stream.available()).isEqualTo(SIZE - length);
    assertThat(target.bytes()).isEqualTo(Arrays.copyOf(CONTENT, length));
  }

  @Test
  void aChoppyTargetConsumesAStreamExactlyToo() throws Exception {
    ByteArrayInputStream stream = new ByteArrayInputStream(CONTENT);
    MemoryChannel target = new MemoryChannel();
    TransferRequest request =
        TransferRequest.from(stream).to(new ChoppyChannel(target, 1, 5_000)).range(0, 100_001);
    assertThat(Sendfile.getDefault().transfer(request).bytes()).isEqualTo(100_001);
    assertThat(stream.available()).isEqualTo(SIZE - 100_001);
    assertThat(target.bytes()).isEqualTo(Arrays.copyOf(CONTENT, 100_001));
  }

  @Test
  void lessThanWasAskedForIsATruncation() {
    MemoryChannel target = new MemoryChannel();
    TransferRequest request =
        TransferRequest.from(new ByteArrayInputStream(CONTENT)).to(target).range(0, SIZE + 1);
    TruncatedSourceException failure =
        catchThrowableOfType(
            TruncatedSourceException.class, () -> Sendfile.getDefault().transfer(request));
    assertThat(failure.bytesTransferred()).isEqualTo(SIZE);
    assertArrayEquals(CONTENT, target.bytes());
  }

  @Test
  void anOffsetIsRefused() {
    TransferRequest request =
        TransferRequest.from(new ByteArrayInputStream(CONTENT)).to(new MemoryChannel());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> request.offset(1))
        .withMessageContaining("skip");
  }

  @Test
  void whatWasReadAndNotAcceptedComesBackWithTheException() {
    ByteArrayInputStream stream = new ByteArrayInputStream(CONTENT);
    MemoryChannel target = new MemoryChannel();
    TransferRequest request = TransferRequest.from(stream).to(new ThrowingChannel(target, 70_000));
    TransferException failure =
        catchThrowableOfType(
            TransferException.class, () -> Sendfile.getDefault().transfer(request));
    assertThat(failure.bytesTransferred()).isEqualTo(70_000);
    ByteBuffer undelivered = failure.undelivered();
    byte[] back = new byte[undelivered.remaining()];
    undelivered.get(back);
    assertArrayEquals(CONTENT, Content.join(target.bytes(), back, stream.readAllBytes()));
  }

  @Test
  void whatAStrategyStillHoldsGoesToTheNext() throws Exception {
    MemoryChannel target = new MemoryChannel();
    ScriptedStrategy next = ScriptedStrategy.honest("next");
    Sendfile sendfile =
        Sendfile.builder().strategies(new Hoarder(), next).weight("hoarder", 1).build();
    TransferRequest request =
        TransferRequest.from(new ByteArrayInputStream(CONTENT)).to(target).range(0, SIZE);
    TransferResult result = sendfile.transfer(request);
    assertThat(result.strategy()).isEqualTo("next");
    assertArrayEquals(CONTENT, target.bytes());
  }

  /** Takes bytes from the source, three times, then gives up with all of them in hand. */
  private static final class Hoarder implements TransferStrategy {

    @Override
    public String name() {
      return "hoarder";
    }

    @Override
    public String technique() {
      return "hoarding";
    }

    @Override
    public Offer assess(Plan plan) {
      return Offer.accepted(Set.of());
    }

    @Override
    public Session open(Plan plan, Context context) {
      return new Session() {
        private final ByteBuffer hoard = ByteBuffer.allocate(3_000);

        @Override
        public Step step(Batch batch) throws java.io.IOException {
          while (hoard.hasRemaining()) {
            plan.source().read(hoard, 0);
          }
          return Step.notHandled(Refusal.ofEnds("enough"));
        }

        @Override
        public long detained() {
          return hoard.position();
        }

        @Override
        public int surrender(ByteBuffer into) {
          hoard.flip();
          int n = Math.min(Math.min(hoard.remaining(), into.remaining()), 700);
          into.put(hoard.slice(0, n));
          hoard.position(n).compact();
          return n;
        }
      };
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aSourceThatGivesNothingIsGivenUpAfterTheReadTimeout(boolean blocking) throws Exception {
    Pipe pipe = Pipe.open();
    pipe.source().configureBlocking(blocking);
    pipe.sink().write(ByteBuffer.wrap(CONTENT, 0, 10));
    MemoryChannel target = new MemoryChannel();
    Sendfile sendfile = Sendfile.getDefault().withReadTimeout(Duration.ofMillis(200));
    TransferTimeoutException failure =
        ThreadKind.PLATFORM
            .start(() -> sendfile.transfer(TransferRequest.from(pipe.source()).to(target)))
            .awaitFailure(TransferTimeoutException.class);
    assertThat(failure).hasMessageContaining("gave no byte for 0.2s");
    assertThat(failure.bytesTransferred()).isEqualTo(10);
    assertThat(pipe.source().isOpen()).isEqualTo(!blocking);
    pipe.sink().close();
    pipe.source().close();
  }

  @Test
  void aReadTimeoutOnAStreamIsRefused() {
    Sendfile sendfile = Sendfile.getDefault().withReadTimeout(Duration.ofSeconds(1));
    TransferRequest request =
        TransferRequest.from(new ByteArrayInputStream(CONTENT)).to(new MemoryChannel());
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sendfile.transfer(request))
        .withMessageContainingAll("readTimeout 1s", "InputStream");
  }
}
