package dev.sendfile.rwloop;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Lease;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * From a file. Holds nothing between two steps: what the target did not accept is read again, from
 * the page cache, so a transfer that waits costs no buffer.
 */
final class PositionalSession implements Session {

  private final Plan plan;
  private final Context context;

  PositionalSession(Plan plan, Context context) {
    this.plan = plan;
    this.context = context;
  }

  @Override
  public Step step(Batch batch) throws IOException {
    ByteBuffer header = batch.header();
    long begin = batch.targetPosition(); // which counts what was taken from the header
    int capacity = plan.options().bufferSizeOr(ReadWriteLoop.BUFFER_SIZE);
    if (header.remaining() >= capacity) {
      return moved(plan.target().write(header, begin));
    }
    int wanted = header.remaining() + (int) Math.min(batch.max(), capacity - header.remaining());
    int least = batch.allOrNothing() ? wanted : Math.min(wanted, header.remaining() + Room.LEAST);
    try (Lease lease = Room.lease(context, wanted, least, ReadWriteLoop.memory(plan))) {
      if (lease == null) {
        return Room.NONE;
      }
      return through(lease.buffer(), header, batch, begin);
    }
  }

  private Step through(ByteBuffer buffer, ByteBuffer header, Batch batch, long begin)
      throws IOException {
    buffer.put(header);
    int n = plan.source().read(buffer, batch.position());
    if (batch.allOrNothing() && n < batch.max()) {
      return Step.END_OF_SOURCE;
    }
    if (buffer.position() == 0) {
      return n < 0 ? Step.END_OF_SOURCE : Step.SOURCE_DRY;
    }
    return moved(plan.target().write(buffer.flip(), begin));
  }

  private static Step moved(int bytes) {
    return bytes > 0 ? Step.moved(bytes) : Step.TARGET_FULL;
  }
}
