package dev.sendfile;

import dev.sendfile.internal.thread.Closers;
import dev.sendfile.spi.Session;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets a session end a step that is blocked on something of the strategy's own, after an end was
 * closed. On a thread for that, since a strategy is somebody's code as well: one at a time, since
 * it may hang.
 */
final class Unblocking implements Closers.Call {

  private final Session session;
  private final Closers closers;
  private final AtomicBoolean underWay = new AtomicBoolean();

  /**
   * Makes it possible.
   *
   * @param session the session
   * @param closers those who have the threads
   */
  Unblocking(Session session, Closers closers) {
    this.session = session;
    this.closers = closers;
  }

  Closers closers() {
    return closers;
  }

  /** Begins, unless it is under way, and waits for nothing. */
  void begin() {
    if (underWay.compareAndSet(false, true)) {
      closers.run(Closers.Whose.STRATEGY, this);
    }
  }

  @Override
  public void run() {
    try {
      session.unblock();
    } finally {
      underWay.set(false);
    }
  }

  @Override
  public String describe() {
    return "unblocking a session";
  }
}
