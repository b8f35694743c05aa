package dev.sendfile.itests.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferResult;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Task;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A network that is slow is waited for, and not taken for a dead one. */
@Execution(ExecutionMode.CONCURRENT)
class SlowNetworkIT {

  /**
   * Less than what a transfer takes. TCP opens a closed window half a buffer at a time: at 64 KiB/s
   * that is half a second, and a busy machine gets more.
   */
  private static final Duration TIMEOUT = Duration.ofMillis(2_000);

  private static final byte[] CONTENT = Content.bytes(448 << 10);

  @Test
  void at64KibASecondAllArrives() {
    Together.check(Row.forced(), it -> checkSlow(it, new Fault.Bandwidth(64 << 10)));
  }

  @Test
  void behindADelayAllArrives() {
    Together.check(Row.forced(), it -> checkSlow(it, new Fault.Latency(Duration.ofMillis(75))));
  }

  private static void checkSlow(Row row, Fault fault) throws Exception {
    try (Passage passage = Passage.open(row, fault, CONTENT)) {
      Sendfile patient = row.sendfile().withWriteTimeout(TIMEOUT).withReadTimeout(TIMEOUT);
      Task<TransferResult> task = passage.start(patient);
      TransferResult result = task.await();
      assertThat(task.took()).as("it had to wait").isGreaterThan(TIMEOUT);
      passage.checkComplete(result);
    }
  }
}
