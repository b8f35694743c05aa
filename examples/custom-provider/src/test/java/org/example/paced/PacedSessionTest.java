package org.example.paced;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** One session by itself, between an inner one and the batches of an engine. */
class PacedSessionTest {

  /** In bytes per second; a piece is a tenth of it. */
  private static final long RATE = 10_000;

  private final ScriptedSession inner = new ScriptedSession(Step.moved(1));
  private long now;
  private final PacedSession session = paced(inner);

  private PacedSession paced(ScriptedSession wrapped) {
    return new PacedSession(wrapped, RATE, () -> now);
  }

  private Step stepAfter(Duration pause, long max) throws IOException {
    now += pause.toNanos();
    return session.step(new FixedBatch(0, 0, max));
  }

  private Duration pauseAt(long position, int headerLeft) throws IOException {
    Step.Later later = (Step.Later) session.step(new FixedBatch(position, headerLeft, 100_000));
    return Duration.ofNanos(later.nanos());
  }

  @Test
  void itAsksForAPauseBeforeAnythingMoves() throws IOException {
    assertThat(pauseAt(0, 0)).isEqualTo(ofMillis(100));
    assertThat(inner.asked).isZero();
  }

  @Test
  void thenItLetsAPieceThrough() throws IOException {
    assertThat(stepAfter(ofMillis(100), 100_000)).isEqualTo(Step.moved(1));
    assertThat(inner.asked).isEqualTo(1000);
  }

  @Test
  void aRestIsNoLargerThanItIs() throws IOException {
    assertThat(stepAfter(ofMillis(1), 10)).isEqualTo(Step.moved(1));
    assertThat(inner.asked).isEqualTo(10);
  }

  @Test
  void whatOthersMovedInBetweenIsPaidFor() throws IOException {
    pauseAt(0, 0);

    assertThat(pauseAt(1_000_000, 0)).isEqualTo(ofMillis(100_100));
  }

  @Test
  void whatOthersMovedBeforeIsNot() throws IOException {
    assertThat(pauseAt(1_000_000, 0)).isEqualTo(ofMillis(100));
  }

  @Test
  void theHeaderIsPaidForToo() throws IOException {
    assertThat(pauseAt(0, 50_000)).as("before it went").isEqualTo(ofMillis(5100));
    assertThat(pauseAt(0, 0)).as("after it went").isEqualTo(ofMillis(5100));
  }

  @Test
  void otherAnswersAreThoseOfTheInnerSession() throws IOException {
    PacedSession full = paced(new ScriptedSession(Step.TARGET_FULL));
    PacedSession over = paced(new ScriptedSession(Step.END_OF_SOURCE));
    now = ofMillis(100).toNanos();

    assertThat(full.step(new FixedBatch(0, 0, 1000))).isEqualTo(Step.TARGET_FULL);
    assertThat(over.step(new FixedBatch(0, 0, 1000))).isEqualTo(Step.END_OF_SOURCE);
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
