package dev.sendfile;

import dev.sendfile.internal.end.EngineTarget;
import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A session of the engine in the hands of a strategy, which may tell of its steps or not. */
final class LentSession implements Session {

  private final Session chain;
  private final Delegation delegation;
  private final EngineTarget target;

  /** Whether what was moved cannot be moved again, and not to another target. */
  private final boolean counted;

  private boolean closed;

  /**
   * Lends a session.
   *
   * @param chain the session
   * @param plan what it serves
   * @param delegation all that were lent
   * @param target the one of the transfer
   */
  LentSession(Session chain, Plan plan, Delegation delegation, EngineTarget target) {
    this.chain = chain;
    this.delegation = delegation;
    this.target = target;
    this.counted = isOf(plan, target) && !(target.positional() && plan.source().positional());
  }

  @SuppressWarnings("ReferenceEquality") // the very end
  private static boolean isOf(Plan plan, EngineTarget target) {
    return plan.target() == target;
  }

  @Override
  public Step step(Batch batch) throws IOException {
    if (closed) {
      throw new IllegalStateException("this session was closed; ask the context for another one");
    }
    long before = target.written() + delegation.bypassed();
    Step step = chain.step(batch);
    if (counted && step instanceof Step.Moved moved) {
      long seen = target.written() + delegation.bypassed() - before;
      delegation.bypassed(Math.max(0, moved.bytes() - seen));
    }
    return step;
  }

  @Override
  public long detained() {
    return chain.detained();
  }

  @Override
  public int surrender(ByteBuffer into) throws IOException {
    return chain.surrender(into);
  }

  @Override
  public long stray() {
    return chain.stray();
  }

  @Override
  public void unblock() {
    chain.unblock();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      chain.close();
    }
  }
}
