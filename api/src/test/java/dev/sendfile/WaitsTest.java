package dev.sendfile;

import static java.nio.channels.SelectionKey.OP_READ;
import static java.nio.channels.SelectionKey.OP_WRITE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.internal.end.Ends;
import dev.sendfile.internal.end.EngineSource;
import dev.sendfile.internal.end.EngineTarget;
import dev.sendfile.internal.end.Opening;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Waiting for an end. */
class WaitsTest {

  private static final long HOUR = TimeUnit.HOURS.toNanos(1);

  private final Waits waits = new Waits();
  private Pipe pipe;
  private EngineSource source;
  private EngineTarget target;

  @BeforeEach
  void open() throws IOException {
    pipe = Pipe.open();
    pipe.sink().configureBlocking(false);
    pipe.source().configureBlocking(false);
    source = Ends.source(pipe.source());
    target = Ends.target(pipe.sink(), Opening.DEFAULT, source);
  }

  @AfterEach
  void close() throws IOException {
    waits.close();
    pipe.sink().close();
    pipe.source().close();
  }

  private interface Waiting {
    void run() throws IOException;
  }

  private static Duration time(Waiting waiting) throws IOException {
    long began = System.nanoTime();
    waiting.run();
    return Duration.ofNanos(System.nanoTime() - began);
  }

  @Test
  void aReadyEndIsSeenAtOnceEachTime() throws IOException {
    for (int i = 0; i < 3; i++) {
      assertThat(waits.await(target, OP_WRITE, HOUR)).isTrue();
    }
  }

  @Test
  void anEndThatIsNotReadyIsWaitedForATenthOfASecond() throws IOException {
    assertThat(time(() -> assertThat(waits.await(source, OP_READ, HOUR)).isFalse()))
        .isGreaterThanOrEqualTo(Duration.ofMillis(90));
    assertThat(time(() -> assertThat(waits.await(source, OP_READ, 5_000_000)).isFalse()))
        .isGreaterThan(Duration.ofMillis(3));
  }

  @Test
  void theOtherEndDoesNotWakeWhoWaitsForOne() throws IOException {
    assertThat(waits.await(target, OP_WRITE, HOUR)).isTrue();
    assertThat(waits.await(source, OP_READ, 20_000_000)).as("the target is ready").isFalse();
    pipe.sink().write(ByteBuffer.allocate(1));
    assertThat(waits.await(source, OP_READ, HOUR)).isTrue();
  }

  /** The JDK's selectors take the JDK's channels only, and say so by an exception. */
  @Test
  void aChannelOfSomebodyElsesIsWaitedForByAPause() throws IOException {
    try (StrangersPipe stranger = new StrangersPipe(pipe.source())) {
      stranger.configureBlocking(false);
      assertThat(waits.await(Ends.source(stranger), OP_READ, 2_000_000)).isFalse();
    }
  }

  /** Passes on what another channel gives. */
  private static final class StrangersPipe extends Pipe.SourceChannel {

    private final Pipe.SourceChannel within;

    StrangersPipe(Pipe.SourceChannel within) {
      super(within.provider());
      this.within = within;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      return within.read(into);
    }

    @Override
    public long read(ByteBuffer[] into) throws IOException {
      return within.read(into);
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) throws IOException {
      return within.read(into, offset, length);
    }

    @Override
    protected void implCloseSelectableChannel() {}

    @Override
    protected void implConfigureBlocking(boolean block) {}
  }

  @Test
  void aBlockingOrClosedChannelIsWaitedForByAPause() throws IOException {
    pipe.source().configureBlocking(true);
    assertThat(time(() -> assertThat(waits.await(source, OP_READ, HOUR)).isFalse()))
        .isGreaterThanOrEqualTo(Duration.ofMillis(1));
    pipe.sink().close();
    assertThat(time(() -> assertThat(waits.await(target, OP_WRITE, HOUR)).isFalse()))
        .as("the next pause is longer")
        .isGreaterThanOrEqualTo(Duration.ofMillis(2));
  }

  @Test
  void aWokenWaitEndsAndIsNotTakenForReady() throws IOException {
    assertThat(waits.await(source, OP_READ, 1)).isFalse();
    Waiting woken =
        () -> {
          waits.wake();
          assertThat(waits.await(source, OP_READ, HOUR)).isFalse();
        };
    assertThat(sooner(Duration.ofMillis(90), woken)).isTrue();
  }

  @Test
  void aWokenSleepEndsAtOnce() throws IOException {
    Waits own = new Waits(); // of the thread that sleeps
    Waiting woken =
        () -> {
          own.wake();
          own.sleep(HOUR);
        };
    assertThat(sooner(Duration.ofMillis(45), woken)).isTrue();
  }

  @Test
  void pausesGrowUntilSomethingMoves() throws IOException {
    Duration six =
        time(
            () -> {
              for (int i = 0; i < 6; i++) {
                waits.backOff(HOUR);
              }
            });
    assertThat(six).isGreaterThanOrEqualTo(Duration.ofMillis(60));
    assertThat(time(() -> waits.backOff(HOUR))).isGreaterThan(Duration.ofMillis(45));
    waits.progressed();
    assertThat(sooner(Duration.ofMillis(40), () -> waits.backOff(HOUR))).isTrue();
    for (int i = 0; i < 6; i++) {
      waits.backOff(HOUR);
    }
    assertThat(sooner(Duration.ofMillis(40), () -> waits.backOff(1))).isTrue();
  }

  /** A busy machine adds to a pause, so that one of many counts; who cannot be so soon never is. */
  private boolean sooner(Duration bound, Waiting waiting) throws IOException {
    for (int i = 0; i < 100; i++) {
      waits.progressed();
      if (time(waiting).compareTo(bound) < 0) {
        return true;
      }
    }
    return false;
  }

  @Test
  void anHourIsSleptInShortPieces() throws IOException {
    assertThat(time(() -> waits.sleep(HOUR)))
        .isBetween(Duration.ofMillis(45), Duration.ofMinutes(1));
  }

  @Test
  void closingTakesTheChannelsRegistrationWithIt() throws IOException {
    waits.await(target, OP_WRITE, HOUR);
    assertThat(pipe.sink().isRegistered()).isTrue();
    waits.close();
    assertThat(pipe.sink().isRegistered()).isFalse();
    assertThat(waits.await(target, OP_WRITE, HOUR)).as("a closed selector").isFalse();
  }
}
