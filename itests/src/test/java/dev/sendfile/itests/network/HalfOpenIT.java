package dev.sendfile.itests.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.TransferResult;
import dev.sendfile.TruncatedSourceException;
import dev.sendfile.tck.fixture.Content;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A peer that sends no more may go on receiving: each direction of a connection ends alone. */
@Execution(ExecutionMode.CONCURRENT)
class HalfOpenIT {

  private static final byte[] CONTENT = Content.bytes(1 << 20);
  private static final int HALF = CONTENT.length / 2;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void whoHasEndedItsOwnDirectionGetsAllOfTheOther() {
    for (long after : new long[] {0, HALF}) {
      Together.check(
          Row.matching(it -> it.direction().faultyTarget() && !it.strategy().equals(Row.ANY)),
          it -> {
            try (Passage passage = Passage.open(it, new Fault.HalfClose(after), CONTENT)) {
              TransferResult result = passage.start(it.sendfile()).await();
              passage.checkComplete(result);
            }
          });
    }
  }

  /** The sender has ended early; what it asked for in return still reaches it. */
  @Test
  void whoGotLessThanItWasPromisedCanStillAnswer() {
    Together.check(
        Row.matching(it -> !it.direction().faultyTarget() && !it.strategy().equals(Row.ANY)),
        it -> {
          try (Passage passage = Passage.open(it, new Fault.HalfClose(HALF), CONTENT)) {
            TruncatedSourceException failure =
                passage
                    .start(it.sendfile(), passage.request().range(0, CONTENT.length))
                    .awaitFailure(TruncatedSourceException.class, PATIENCE);
            assertThat(failure.bytesTransferred()).isEqualTo(HALF);
            assertThat(failure.strategy()).hasValue(it.strategy());
            passage.answer();
            passage.checkAccount(failure);
          }
        });
  }
}
