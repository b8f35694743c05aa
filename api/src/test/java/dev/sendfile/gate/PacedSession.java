package dev.sendfile.gate;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Wraps whatever would have run, and lets it move a number of bytes per interval. */
final class PacedSession implements Session {

  static final Duration INTERVAL = Duration.ofMillis(5);

  private final Session delegate;
  private final long bytesPerInterval;
  private long budget;
  private long refillAt = System.nanoTime();

  PacedSession(Plan plan, Context context, long bytesPerInterval) throws IOException {
    this.delegate = context.next(plan);
    this.bytesPerInterval = bytesPerInterval;
  }

  @Override
  public Step step(Batch batch) throws IOException {
    long now = System.nanoTime();
    if (budget == 0) {
      if (now < refillAt) {
        return new Step.Later(refillAt - now);
      }
      budget = bytesPerInterval;
      refillAt = now + INTERVAL.toNanos();
    }
    Step step = delegate.step(batch.atMost(budget));
    if (step instanceof Step.Moved moved) {
      budget = Math.max(0, budget - moved.bytes());
    }
    return step;
  }

  @Override
  public long detained() {
    return delegate.detained();
  }

  @Override
  public int surrender(ByteBuffer into) throws IOException {
    return delegate.surrender(into);
  }

  @Override
  public long stray() {
    return delegate.stray();
  }

  @Override
  public void unblock() {
    delegate.unblock();
  }

  @Override
  public void close() {
    delegate.close();
  }
}
