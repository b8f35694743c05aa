package dev.sendfile.itests.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.TransferException;
import dev.sendfile.tck.fixture.Content;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A connection that breaks off ends the transfer with that fault, whoever would go on, and with an
 * account of what the peer can have got.
 */
@Execution(ExecutionMode.CONCURRENT)
class ResetIT {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final byte[] CONTENT = Content.bytes(2 << 20);

  @Test
  void aResetMidWayIsAFailureWithAnAccount() {
    Together.check(Row.all(), it -> checkReset(it, 300_001));
  }

  @Test
  void aResetBeforeTheFirstByteIsOneToo() {
    Together.check(Row.all(), it -> checkReset(it, 0));
  }

  private static void checkReset(Row row, long after) throws Exception {
    try (Passage passage = Passage.open(row, new Fault.Reset(after), CONTENT)) {
      TransferException failure =
          passage.start(row.sendfile()).awaitFailure(TransferException.class, PATIENCE);
      assertThat(failure.getClass())
          .as("neither an end nor a refusal")
          .isEqualTo(TransferException.class);
      assertThat(failure.getCause())
          .as("the system's own words")
          .isInstanceOf(IOException.class)
          .isNotInstanceOf(ClosedChannelException.class);
      assertThat(failure)
          .hasMessageContaining(
              row.direction().faultyTarget() ? "writing to the target" : "reading from the source");
      if (row.strategy().equals(Row.ANY)) {
        assertThat(failure.strategy()).isPresent();
      } else {
        assertThat(failure.strategy()).hasValue(row.strategy());
      }
      passage.checkAccountAfterReset(failure);
    }
  }
}
