package org.example.paced;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** One session by itself, between an inner one and the batches of an engine. */
class PacedSessionTest {

  private static final long RATE = 10_000;
  private static final long PIECE = 1000;

  private final ScriptedSession inner = new ScriptedSession(Step.moved(1));
  private final PacedSession session = new PacedSession(inner, RATE);

  /** Takes a step, after the pauses that are asked for. */
  private static Step patiently(PacedSession session, Batch batch) throws IOException {
    Step step = session.step(batch);
    while (step instanceof Step.Later later) {
      LockSupport.parkNanos(later.nanos());
      step = session.step(batch);
    }
    return step;
  }

  private Duration pauseAt(long position, int headerLeft) throws IOException {
    Step.Later later = (Step.Later) session.step(new FixedBatch(position, headerLeft, 100_000));
    return Duration.ofNanos(later.nanos());
  }

  @Test
  void itAsksForAPauseBeforeAnythingMoves() throws IOException {
    assertThat(pauseAt(0, 0)).isBetween(Duration.ofNanos(1), ofMillis(100));
    assertThat(inner.asked).isZero();
  }

  @Test
  void thenItLetsAPieceThrough() throws IOException {
    assertThat(patiently(session, new FixedBatch(0, 0, 100_000))).isEqualTo(Step.moved(1));
    assertThat(inner.asked).isEqualTo(PIECE);
  }

  @Test
  void aRestIsNoLargerThanItIs() throws IOException {
    patiently(session, new FixedBatch(0, 0, 7));

    assertThat(inner.asked).isEqualTo(7);
  }

  @Test
  void whatOthersMovedInBetweenIsPaidFor() throws IOException {
    pauseAt(0, 0);

    assertThat(pauseAt(1_000_000, 0)).isGreaterThan(ofSeconds(99));
  }

  @Test
  void whatOthersMovedBeforeIsNot() throws IOException {
    assertThat(pauseAt(1_000_000, 0)).isLessThanOrEqualTo(ofMillis(100));
  }

  @Test
  void theHeaderIsPaidForToo() throws IOException {
    // 5 seconds for the header, before as after it went, and a tenth for the piece behind it
    assertThat(pauseAt(0, 50_000)).isBetween(ofSeconds(4), ofMillis(5100));
    assertThat(pauseAt(0, 0)).isBetween(ofSeconds(4), ofMillis(5100));
  }

  @Test
  void otherAnswersAreThoseOfTheInnerSession() throws IOException {
    PacedSession full = new PacedSession(new ScriptedSession(Step.TARGET_FULL), RATE);
    PacedSession over = new PacedSession(new ScriptedSession(Step.END_OF_SOURCE), RATE);

    assertThat(patiently(full, new FixedBatch(0, 0, 1))).isEqualTo(Step.TARGET_FULL);
    assertThat(patiently(over, new FixedBatch(0, 0, 1))).isEqualTo(Step.END_OF_SOURCE);
  }

  @Test
  void whatTheInnerSessionHoldsIsHandedOn() throws IOException {
    ByteBuffer into = ByteBuffer.allocate(10);

    assertThat(session.detained()).isEqualTo(3);
    assertThat(session.surrender(into)).isEqualTo(3);
    assertThat(into.flip()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    assertThat(session.stray()).isEqualTo(4);
    session.close();
    assertThat(inner.closed).isEqualTo(1);
  }
}
