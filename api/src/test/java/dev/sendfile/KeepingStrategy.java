package dev.sendfile;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Keep;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import dev.sendfile.spi.TransferStrategy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps something with prepared ends, and holds bytes that it has read from others: whatever is to
 * be handed over or given back when it goes.
 */
record KeepingStrategy(String name, Tally tally) implements TransferStrategy {

  /** What has come of all that was kept. */
  static final class Tally {
    final AtomicInteger made = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();
  }

  private static final class Thing implements AutoCloseable {
    private final Tally tally;
    private volatile boolean closed;

    Thing(Tally tally) {
      this.tally = tally;
      tally.made.incrementAndGet();
    }

    void use() {
      if (closed) {
        throw new AssertionError("closed while it is used");
      }
    }

    @Override
    public void close() {
      closed = true;
      tally.closed.incrementAndGet();
    }
  }

  @Override
  public String technique() {
    return "test";
  }

  @Override
  public Offer assess(Plan plan) {
    return Offer.accepted(Set.of());
  }

  @Override
  public Session open(Plan plan, Context context) {
    Keep keep = plan.source().keep();
    return new KeepingSession(
        plan, keep == null ? null : keep.get(Thing.class, () -> new Thing(tally)));
  }

  /** Reads more than it writes. */
  private static final class KeepingSession implements Session {
    private final Plan plan;
    private final @Nullable Thing thing;
    private final ByteBuffer held = ByteBuffer.allocate(11).limit(0);

    KeepingSession(Plan plan, @Nullable Thing thing) {
      this.plan = plan;
      this.thing = thing;
    }

    @Override
    public Step step(Batch batch) throws IOException {
      if (plan.source().positional() || !held.hasRemaining()) {
        held.clear().limit((int) Math.min(held.capacity(), batch.max()));
        int read = plan.source().read(held, batch.position());
        held.flip();
        if (read < 0) {
          return Step.END_OF_SOURCE;
        }
      }
      if (thing != null) {
        thing.use();
      }
      ByteBuffer some = held.slice(held.position(), Math.min(7, held.remaining()));
      int written = plan.target().write(some, batch.targetPosition());
      held.position(held.position() + written);
      return Step.moved(written);
    }

    @Override
    public long detained() {
      return plan.source().positional() ? 0 : held.remaining();
    }

    @Override
    public int surrender(ByteBuffer into) {
      int n = (int) Math.min(detained(), into.remaining());
      into.put(held.slice(held.position(), n));
      held.position(held.position() + n);
      return n;
    }
  }
}
