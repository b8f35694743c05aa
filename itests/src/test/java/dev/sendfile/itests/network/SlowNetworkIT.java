package dev.sendfile.itests.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferResult;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Starved;
import dev.sendfile.tck.fixture.Task;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A network that is slow is waited for, and not taken for a dead one. */
@Execution(ExecutionMode.CONCURRENT)
class SlowNetworkIT {

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private static final byte[] CONTENT = Content.bytes(512 << 10);

  /**
   * TCP opens a closed window half a buffer at a time: here that is half a second, and a busy
   * machine gets ten times that.
   */
  @Test
  void at64KibASecondAllArrives() {
    Together.check(
        Row.forced(),
        it -> checkSlow(it, new Fault.Bandwidth(64 << 10), Duration.ofSeconds(5)),
        PATIENCE);
  }

  @Test
  void behindADelayAllArrives() {
    Together.check(
        Row.forced(),
        it -> checkSlow(it, new Fault.Latency(Duration.ofMillis(75)), Duration.ofSeconds(2)),
        PATIENCE);
  }

  /**
   * Checks one that is slow.
   *
   * @param timeout less than what a transfer takes, and far more than any wait of it
   */
  private static void checkSlow(Row row, Fault fault, Duration timeout) throws Exception {
    try (Passage passage = Passage.open(row, fault, CONTENT)) {
      Sendfile patient = row.sendfile().withWriteTimeout(timeout).withReadTimeout(timeout);
      Task<TransferResult> task = passage.start(patient);
      TransferResult result = Starved.unless(timeout, () -> task.await(PATIENCE));
      assertThat(task.took()).as("it had to wait").isGreaterThan(timeout);
      passage.checkComplete(result);
    }
  }
}
