package dev.sendfile.tck;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Lease;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.ByteBuffer;

/** From what cannot be read again: what the target did not accept is kept for the next step. */
public class HonestStreamSession implements Session {

  /** What is moved. */
  protected final Plan plan;

  /** What the engine lends. */
  protected final Context context;

  /** What was taken and not accepted, from its position to its limit. */
  protected ByteBuffer taken = ByteBuffer.allocate(0);

  /**
   * Begins with nothing taken.
   *
   * @param plan what is moved
   * @param context what the engine lends
   */
  public HonestStreamSession(Plan plan, Context context) {
    this.plan = plan;
    this.context = context;
  }

  @Override
  public Step step(Batch batch) throws IOException {
    if (!taken.hasRemaining()) {
      int n = take(batch);
      if (n <= 0 && !batch.header().hasRemaining()) {
        return n < 0 ? Step.END_OF_SOURCE : Step.SOURCE_DRY;
      }
    }
    ByteBuffer content = taken.duplicate();
    content.limit(content.position() + (int) Math.min(batch.max(), content.remaining()));
    try {
      long written = plan.target().write(batch.header(), content, batch.targetPosition());
      return written > 0 ? Step.moved(written) : Step.TARGET_FULL;
    } finally {
      taken.position(content.position());
    }
  }

  /**
   * Takes what the source has.
   *
   * @param batch what the step may move
   * @return as a read does: the number of bytes, 0 for none now, -1 at the end
   * @throws IOException if the read failed
   */
  protected final int take(Batch batch) throws IOException {
    try (Lease lease = HonestStrategy.lease(plan, context, batch)) {
      ByteBuffer buffer = lease.buffer();
      buffer.limit((int) Math.min(buffer.limit(), batch.max()));
      int n = plan.source().read(buffer, batch.position());
      taken = ByteBuffer.allocate(Math.max(n, 0)).put(buffer.flip()).flip();
      return n;
    }
  }

  @Override
  public long detained() {
    return taken.remaining();
  }

  @Override
  public int surrender(ByteBuffer into) throws IOException {
    int n = Math.min(taken.remaining(), into.remaining());
    into.put(taken.slice(taken.position(), n));
    taken.position(taken.position() + n);
    return n;
  }
}
