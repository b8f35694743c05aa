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
import org.junit.jupiter.api.Timeout;

/** Waiting for an end. */
@Timeout(20)
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
        .isBetween(Duration.ofMillis(90), Duration.ofSeconds(10));
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
    assertThat(shortest(woken)).isLessThan(Duration.ofMillis(90));
  }

  @Test
  void aWokenSleepEndsAtOnce() throws IOException {
    Waits own = new Waits(); // of the thread that sleeps
    Waiting woken =
        () -> {
          own.wake();
          own.sleep(HOUR);
        };
    assertThat(shortest(woken)).isLessThan(Duration.ofMillis(45));
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
    assertThat(shortest(() -> waits.backOff(HOUR))).isLessThan(Duration.ofMillis(40));
    for (int i = 0; i < 6; i++) {
      waits.backOff(HOUR);
    }
    assertThat(shortest(() -> waits.backOff(1))).isLessThan(Duration.ofMillis(40));
  }

  /** A busy machine adds to a pause: the shortest of some counts. */
  private Duration shortest(Waiting waiting) throws IOException {
    Duration shortest = Duration.ofDays(1);
    for (int i = 0; i < 5; i++) {
      waits.progressed();
      Duration took = time(waiting);
      shortest = took.compareTo(shortest) < 0 ? took : shortest;
    }
    return shortest;
  }

  @Test
  void anHourIsSleptInShortPieces() throws IOException {
    assertThat(time(() -> waits.sleep(HOUR)))
        .isBetween(Duration.ofMillis(45), Duration.ofSeconds(10));
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
