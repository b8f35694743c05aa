package dev.sendfile;

import dev.sendfile.internal.thread.Closers;
import dev.sendfile.spi.Session;

/**
 * Lets a session end a step that is blocked on something of the strategy's own, after an end was
 * closed. On a thread for that, since a strategy is somebody's code as well.
 *
 * @param session the session
 * @param closers those who have the threads
 */
record Unblocking(Session session, Closers closers) implements Closers.Call {

  /** Begins, and waits for nothing. */
  void begin() {
    closers.run(Closers.Whose.STRATEGY, this);
  }

  @Override
  public void run() {
    session.unblock();
  }

  @Override
  public String describe() {
    return "unblocking a session";
  }
}
