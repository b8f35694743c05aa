package dev.sendfile.rwloop;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Lease;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * From a stream or a channel without positions: what was read cannot be read again, so it is kept
 * until it is accepted.
 */
final class SequentialSession implements Session {

  private final Plan plan;
  private final Context context;

  /**
   * Holds what was read and not accepted, between position and limit; {@code null} if that is
   * nothing.
   */
  private @Nullable Lease lease;

  /** How much the next read asks for: little at first, as it may have to wait for long. */
  private int asked = Room.LEAST;

  SequentialSession(Plan plan, Context context) {
    this.plan = plan;
    this.context = context;
  }

  @Override
  public Step step(Batch batch) throws IOException {
    if (lease == null) {
      int wanted = (int) Math.min(batch.max(), Math.min(asked, capacity()));
      Lease taken =
          Room.lease(context, wanted, Math.min(wanted, Room.LEAST), ReadWriteLoop.memory(plan));
      if (taken == null) {
        return Room.NONE;
      }
      int n = fill(taken);
      if (n <= 0) {
        return n < 0 ? endOfSource(batch) : Step.SOURCE_DRY;
      }
      lease = taken;
    }
    return write(lease, batch);
  }

  /**
   * Reads. A source that filled the buffer has more, as a rule; one that did not may have to be
   * waited for, which takes less memory with each such read.
   *
   * @param taken given back unless something was read
   */
  private int fill(Lease taken) throws IOException {
    ByteBuffer buffer = taken.buffer();
    int n = 0;
    try {
      n = plan.source().read(buffer, 0);
      asked = buffer.hasRemaining() ? Math.max(Room.LEAST, asked / Room.FACTOR) : larger();
      buffer.flip();
      return n;
    } finally {
      if (n <= 0) {
        taken.close();
      }
    }
  }

  private int larger() {
    return (int) Math.min(capacity(), (long) asked * Room.FACTOR);
  }

  private int capacity() {
    return plan.options().bufferSizeOr(ReadWriteLoop.BUFFER_SIZE);
  }

  /** The header goes out even if no content follows it. */
  private Step endOfSource(Batch batch) throws IOException {
    if (!batch.header().hasRemaining()) {
      return Step.END_OF_SOURCE;
    }
    return moved(plan.target().write(batch.header(), batch.targetPosition()));
  }

  private Step write(Lease held, Batch batch) throws IOException {
    ByteBuffer content = held.buffer();
    int limit = content.limit();
    content.limit((int) Math.min(limit, content.position() + batch.max()));
    try {
      return moved(plan.target().write(batch.header(), content, batch.targetPosition()));
    } finally {
      content.limit(limit);
      if (!content.hasRemaining()) {
        held.close();
        lease = null;
      }
    }
  }

  private static Step moved(long bytes) {
    return bytes > 0 ? Step.moved(bytes) : Step.TARGET_FULL;
  }

  @Override
  public long detained() {
    return lease == null ? 0 : lease.buffer().remaining();
  }

  @Override
  public int surrender(ByteBuffer into) {
    if (lease == null) {
      return 0;
    }
    ByteBuffer content = lease.buffer();
    int n = Math.min(content.remaining(), into.remaining());
    into.put(content.slice(content.position(), n));
    content.position(content.position() + n);
    if (!content.hasRemaining()) {
      close();
    }
    return n;
  }

  @Override
  public void close() {
    if (lease != null) {
      lease.close();
      lease = null;
    }
  }
}
