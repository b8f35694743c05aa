package dev.sendfile.gate;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Lease;
import dev.sendfile.spi.Memory;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The least that serves: one read at a position, one write, no header. What the others fall back
 * to.
 */
record PlainSession(Plan plan, Context context) implements Session {

  @Override
  public Step step(Batch batch) throws IOException {
    int size = (int) Math.min(batch.max(), 8192);
    try (Lease lease = context.lease(size, Memory.DIRECT)) {
      ByteBuffer buffer = lease.buffer();
      if (plan.source().read(buffer, batch.position()) < 0) {
        return Step.END_OF_SOURCE;
      }
      int n = plan.target().write(buffer.flip(), batch.targetPosition());
      return n > 0 ? Step.moved(n) : Step.TARGET_FULL;
    }
  }
}
