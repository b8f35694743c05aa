package dev.sendfile.tck;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.ByteBuffer;

/** A session that a strategy wraps; remembers whether it was closed. */
final class WatchedNext implements Session {

  private final Session session;
  private boolean closed;

  WatchedNext(Session session) {
    this.session = session;
  }

  boolean isClosed() {
    return closed;
  }

  /** What it detains, as long as it is open. */
  long openDetained() {
    return closed ? 0 : session.detained();
  }

  @Override
  public Step step(Batch batch) throws IOException {
    return session.step(batch);
  }

  @Override
  public long detained() {
    return session.detained();
  }

  @Override
  public int surrender(ByteBuffer into) throws IOException {
    return session.surrender(into);
  }

  @Override
  public long stray() {
    return session.stray();
  }

  @Override
  public void unblock() {
    session.unblock();
  }

  @Override
  public void close() {
    closed = true;
    session.close();
  }
}
