package org.example.paced;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;

/** Lets another session move a piece, or asks for a pause until there are tokens for one. */
final class PacedSession implements Session {

  /** Pieces in a second: fewer make bursts, more cost system calls. */
  private static final int PIECES = 10;

  private static final long NOWHERE = Long.MIN_VALUE;

  private final Session inner;
  private final TokenBucket bucket;
  private final long piece;

  /** Position in the source of the next byte to be accepted, below that of content in a header. */
  private long reached = NOWHERE;

  PacedSession(Session inner, long bytesPerSecond, LongSupplier nanoTime) {
    this.inner = inner;
    this.bucket = new TokenBucket(bytesPerSecond, nanoTime);
    this.piece = Math.max(1, bytesPerSecond / PIECES);
  }

  @Override
  public Step step(Batch batch) throws IOException {
    bucket.spend(acceptedSince(batch));
    long content = Math.min(batch.max(), piece);
    long pause = bucket.nanosUntil(batch.header().remaining() + content);
    return pause > 0 ? new Step.Later(pause) : inner.step(batch.atMost(content));
  }

  /**
   * Counts what the target took since the last step, header included. Positions tell, not answers:
   * where a step might park a virtual thread, the engine moves pages between two steps by itself.
   * The first step may come in the middle, after another strategy has given up.
   */
  private long acceptedSince(Batch batch) {
    long before = reached;
    reached = batch.position() - batch.header().remaining();
    return before == NOWHERE ? 0 : reached - before;
  }

  @Override
  public long detained() {
    return inner.detained();
  }

  @Override
  public int surrender(ByteBuffer into) throws IOException {
    return inner.surrender(into);
  }

  @Override
  public long stray() {
    return inner.stray();
  }

  @Override
  public void unblock() {
    inner.unblock();
  }

  @Override
  public void close() {
    inner.close();
  }
}
