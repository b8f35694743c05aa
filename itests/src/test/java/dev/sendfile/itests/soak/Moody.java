package dev.sendfile.itests.soak;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Lease;
import dev.sendfile.spi.Memory;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Refusal;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import dev.sendfile.spi.TransferStrategy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A strategy that moves bytes for a while, refuses single steps, asks for pauses, holds back what
 * it has read, and gives up in some way. What it does depends on the plan alone.
 *
 * @param name its name
 * @param throwsIo whether it may throw an {@link IOException}: of two strategies that do so one
 *     after the other, the engine believes the first
 */
record Moody(String name, boolean throwsIo) implements TransferStrategy {

  private static final int MOST_STEPS = 12;
  private static final int MOST_BYTES = 50_000;
  private static final long LONGEST_PAUSE_NANOS = 200_000;

  @Override
  public String technique() {
    return "moods";
  }

  @Override
  public Offer assess(Plan plan) {
    return Offer.accepted(Set.of());
  }

  @Override
  public Session open(Plan plan, Context context) throws IOException {
    long seed = plan.offset() * 31 + plan.length() * 17 + plan.headerLength() + name.hashCode();
    SplittableRandom random = new SplittableRandom(seed);
    return random.nextInt(4) == 0
        ? new Passing(context.next(plan))
        : new Moods(plan, context, random, throwsIo);
  }

  /** Leaves everything to the next. */
  private record Passing(Session next) implements Session {
    @Override
    public Step step(Batch batch) throws IOException {
      return next.step(batch);
    }

    @Override
    public long detained() {
      return next.detained();
    }

    @Override
    public int surrender(ByteBuffer into) throws IOException {
      return next.surrender(into);
    }

    @Override
    public long stray() {
      return next.stray();
    }

    @Override
    public void unblock() {
      next.unblock();
    }

    @Override
    public void close() {
      next.close();
    }
  }

  private static final class Moods implements Session {
    private final Plan plan;
    private final Context context;
    private final SplittableRandom random;
    private final boolean throwsIo;

    /** Read from a source that does not give it twice, and not accepted yet. */
    private final ByteBuffer held = ByteBuffer.allocate(MOST_BYTES).limit(0);

    private int stepsLeft;

    Moods(Plan plan, Context context, SplittableRandom random, boolean throwsIo) {
      this.plan = plan;
      this.context = context;
      this.random = random;
      this.throwsIo = throwsIo;
      stepsLeft = random.nextInt(MOST_STEPS);
    }

    @Override
    public Step step(Batch batch) throws IOException {
      if (stepsLeft-- <= 0) {
        return giveUp();
      }
      return switch (random.nextInt(16)) {
        case 0 -> Step.notHandled(Refusal.ofStep("not in the mood for this step"));
        case 1 -> new Step.Later(1 + random.nextLong(LONGEST_PAUSE_NANOS));
        default -> plan.source().positional() ? move(batch) : moveOn(batch);
      };
    }

    private Step giveUp() throws IOException {
      return switch (random.nextInt(3)) {
        case 0 -> throw new IllegalStateException("moody");
        case 1 -> {
          if (throwsIo) {
            throw new IOException("moody");
          }
          yield Step.notHandled(Refusal.ofEnds("not in the mood"));
        }
        default -> Step.notHandled(Refusal.ofEnds("in no mood at all"));
      };
    }

    private Step move(Batch batch) throws IOException {
      int most = (int) Math.min(1 + random.nextInt(MOST_BYTES), batch.max());
      try (Lease lease = context.lease(most, Memory.DIRECT)) {
        ByteBuffer buffer = lease.buffer();
        int n = plan.source().read(buffer, batch.position());
        return n <= 0 ? nothing(n) : write(buffer.flip(), batch);
      }
    }

    private Step moveOn(Batch batch) throws IOException {
      if (!held.hasRemaining()) {
        held.clear().limit((int) Math.min(1 + random.nextInt(MOST_BYTES), batch.max()));
        int n = 0;
        try {
          n = plan.source().read(held, batch.position());
        } finally {
          held.flip();
        }
        if (n <= 0) {
          return nothing(n);
        }
      }
      int limit = held.limit();
      held.limit(held.position() + (int) Math.min(held.remaining(), batch.max()));
      try {
        return write(held, batch);
      } finally {
        held.limit(limit);
      }
    }

    private static Step nothing(int n) {
      return n < 0 ? Step.END_OF_SOURCE : Step.SOURCE_DRY;
    }

    private Step write(ByteBuffer bytes, Batch batch) throws IOException {
      int n = plan.target().write(bytes, batch.targetPosition());
      return n > 0 ? Step.moved(n) : Step.TARGET_FULL;
    }

    @Override
    public long detained() {
      return held.remaining();
    }

    /** In portions. */
    @Override
    public int surrender(ByteBuffer into) {
      int n =
          Math.min(1 + random.nextInt(MOST_BYTES), Math.min(held.remaining(), into.remaining()));
      if (n > 0) {
        into.put(held.slice(held.position(), n));
        held.position(held.position() + n);
      }
      return Math.max(0, n);
    }
  }
}
