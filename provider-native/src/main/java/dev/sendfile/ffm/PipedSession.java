package dev.sendfile.ffm;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Lease;
import dev.sendfile.spi.Memory;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * From a socket to a file or another socket, through a pipe: one {@code splice} into it, one out of
 * it. What is in the pipe was taken from the source and cannot be read again: it is detained until
 * the target has accepted it, and comes back by an ordinary read.
 */
final class PipedSession implements Session {

  /** Bytes that are read back at once. */
  private static final int PIECE = 64 << 10;

  private final Calls calls;
  private final Held held;
  private final Context context;
  private final Pipes pipes;
  private final Pipe pipe;
  private final Blocking blocking;
  private final boolean toSocket;
  private final boolean positional;

  /** Bytes in the pipe. */
  private long inPipe;

  PipedSession(Calls calls, Held held, Plan plan, Context context, Pipes pipes)
      throws NoDescriptorException {
    this.calls = calls;
    this.held = held;
    this.context = context;
    this.pipes = pipes;
    this.blocking = Blocking.of(plan, held, calls.linux());
    this.toSocket = !plan.target().kind().equals(EndKind.FILE);
    this.positional = plan.target().positional();
    this.pipe = pipes.take(calls.linux());
  }

  @Override
  public Step step(Batch batch) throws IOException {
    held.checkOpen();
    if (inPipe == 0) {
      Step none = fill(batch);
      if (none != null) {
        return none;
      }
    }
    return empty(batch);
  }

  /** Takes bytes from the source; {@code null} if it gave some. */
  private @org.jspecify.annotations.Nullable Step fill(Batch batch) throws IOException {
    if (blocking.holdsCarrierForSource()) {
      return Step.SOURCE_DRY;
    }
    if (toSocket && !isWritable()) { // what it would not take is not taken from the source either
      return Step.TARGET_FULL;
    }
    long n =
        calls
            .linux()
            .splice(
                held.source().number(),
                Linux.OWN_POSITION,
                pipe.in(),
                Linux.OWN_POSITION,
                Math.min(batch.max(), pipe.capacity()),
                true); // for a short while; never for the pipe, which is empty
    if (n > 0) {
      inPipe = n;
      return null;
    }
    return n == 0 ? held.endOfStream() : calls.failedToRead("splice", n);
  }

  private boolean isWritable() {
    return !blocking.holdsCarrierForTarget()
        && calls.linux().poll(held.target().number(), Linux.WRITABLE, patience()) != 0;
  }

  /** Milliseconds: as long as a call may block a thread, which must not be a carrier. */
  private int patience() {
    boolean mayBlock = held.target().isBounded() && !Thread.currentThread().isVirtual();
    return mayBlock ? (int) (SocketTimeout.MICROS / 1000) : 0;
  }

  /** Hands bytes on to the target. */
  private Step empty(Batch batch) throws IOException {
    if (toSocket && blocking.holdsCarrierForTarget()) {
      return Step.TARGET_FULL;
    }
    long n =
        calls
            .linux()
            .splice(
                pipe.out(),
                Linux.OWN_POSITION,
                held.target().number(),
                positional ? batch.targetPosition() : Linux.OWN_POSITION,
                Math.min(inPipe, batch.max()),
                true); // never for the pipe, which holds so much
    if (n <= 0) {
      return calls.failed("splice", n, Step.TARGET_FULL);
    }
    inPipe -= n;
    return Step.moved(n);
  }

  @Override
  public long detained() {
    return inPipe;
  }

  @Override
  public int surrender(ByteBuffer into) throws IOException {
    int wanted = (int) Math.min(Math.min(into.remaining(), inPipe), PIECE);
    if (wanted == 0) {
      return 0;
    }
    try (Lease lease = context.lease(wanted, Memory.DIRECT)) {
      ByteBuffer piece = lease.buffer().limit(wanted);
      long n = calls.linux().read(pipe.out(), piece);
      if (n <= 0) {
        throw new SystemCallException("read", (int) -n);
      }
      into.put(piece.limit((int) n));
      inPipe -= n;
      return (int) n;
    }
  }

  @Override
  public void unblock() {
    held.unblock(calls.linux());
  }

  /** A pipe that is not empty is of no use to others. */
  @Override
  public void close() {
    try {
      if (inPipe == 0) {
        pipes.give(pipe);
      } else {
        pipe.close();
      }
    } finally {
      held.close();
    }
  }
}
