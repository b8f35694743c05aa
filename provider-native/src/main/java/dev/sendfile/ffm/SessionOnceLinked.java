package dev.sendfile.ffm;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Refusal;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * For a transfer that goes on for longer than the calls take to be linked: its first steps are left
 * to others.
 */
final class SessionOnceLinked implements Session {

  private static final Step BEING_LINKED =
      Step.notHandled(Refusal.ofStep("it is being prepared, as at the first use in each process"));

  private final NativeStrategy strategy;
  private final Plan plan;
  private final Context context;
  private volatile @Nullable Session session;

  SessionOnceLinked(NativeStrategy strategy, Plan plan, Context context) {
    this.strategy = strategy;
    this.plan = plan;
    this.context = context;
  }

  @Override
  public Step step(Batch batch) throws IOException {
    Session open = session;
    if (open == null) {
      Calls calls = strategy.linkedSoon();
      if (calls == null) {
        Refusal refusal = strategy.refusal();
        return refusal == null ? BEING_LINKED : Step.notHandled(refusal);
      }
      open = strategy.openLinked(plan, context, calls);
      session = open;
    }
    return open.step(batch);
  }

  @Override
  public long detained() {
    Session open = session;
    return open == null ? 0 : open.detained();
  }

  @Override
  public int surrender(ByteBuffer into) throws IOException {
    Session open = session;
    return open == null ? 0 : open.surrender(into);
  }

  @Override
  public long stray() {
    Session open = session;
    return open == null ? 0 : open.stray();
  }

  @Override
  public void unblock() {
    Session open = session;
    if (open != null) {
      open.unblock();
    }
  }

  @Override
  public void close() {
    Session open = session;
    if (open != null) {
      open.close();
    }
  }
}
