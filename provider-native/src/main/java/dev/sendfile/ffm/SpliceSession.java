package dev.sendfile.ffm;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.IOException;

/**
 * Where a pipe is one end, or both: one {@code splice} a step, which waits for no pipe. To a socket
 * or a file, all or part of what is in the pipe; nothing is taken that the target does not accept.
 */
final class SpliceSession implements Session {

  private final Calls calls;
  private final Held held;
  private final Blocking blocking;
  private final boolean fromFile;
  private final boolean fromSocket;
  private final boolean positional;

  SpliceSession(Calls calls, Held held, Plan plan) {
    this.calls = calls;
    this.held = held;
    this.blocking = Blocking.of(plan, held, calls.linux());
    this.fromFile = plan.source().positional();
    this.fromSocket = Ends.isSocket(plan.source());
    this.positional = plan.target().positional();
  }

  @Override
  public Step step(Batch batch) throws IOException {
    held.checkOpen();
    if (blocking.holdsCarrierForSource()) {
      return Step.SOURCE_DRY;
    }
    if (blocking.holdsCarrierForTarget()) {
      return Step.TARGET_FULL;
    }
    int source = held.source().number();
    long n =
        calls
            .linux()
            .splice(
                source,
                fromFile ? batch.position() : Linux.OWN_POSITION,
                held.target().number(),
                positional ? batch.targetPosition() : Linux.OWN_POSITION,
                batch.max(),
                false);
    if (n > 0) {
      return Step.moved(n);
    }
    if (n == 0) {
      return fromFile ? EndOfFile.reached(calls, source, batch.position()) : held.endOfStream();
    }
    if (Errno.isAgain(n)) {
      return whoIsNotReady();
    }
    // a pipe gives what it has; what else fails between a socket and a pipe is that nobody reads it
    return fromSocket && n != -Errno.EPIPE.number()
        ? calls.failedToRead("splice", n)
        : calls.failed("splice", n, Step.TARGET_FULL);
  }

  /** The call does not say whether there was nothing to take, or no room to put it. */
  private Step whoIsNotReady() {
    if (fromFile) {
      return Step.TARGET_FULL;
    }
    boolean dry = calls.linux().poll(held.source().number(), Linux.READABLE, 0) == 0;
    return dry ? Step.SOURCE_DRY : Step.TARGET_FULL;
  }

  @Override
  public void unblock() {
    held.unblock(calls.linux());
  }

  @Override
  public void close() {
    held.close();
  }
}
