package dev.sendfile.tck;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Lease;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.ByteBuffer;

/** From a file: one read and one write; what the target did not accept is read again. */
public class HonestFileSession implements Session {

  /** What is moved. */
  protected final Plan plan;

  /** What the engine lends. */
  protected final Context context;

  /**
   * Begins with nothing moved.
   *
   * @param plan what is moved
   * @param context what the engine lends
   */
  public HonestFileSession(Plan plan, Context context) {
    this.plan = plan;
    this.context = context;
  }

  @Override
  public Step step(Batch batch) throws IOException {
    try (Lease lease = HonestStrategy.lease(plan, context, batch)) {
      ByteBuffer buffer = lease.buffer();
      buffer.put(batch.header());
      int n = plan.source().read(buffer, batch.position());
      if (buffer.position() == 0) {
        return n < 0 ? Step.END_OF_SOURCE : Step.SOURCE_DRY;
      }
      int written = plan.target().write(buffer.flip(), batch.targetPosition());
      return written > 0 ? Step.moved(written) : Step.TARGET_FULL;
    }
  }
}
