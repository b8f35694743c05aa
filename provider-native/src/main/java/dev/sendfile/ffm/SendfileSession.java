package dev.sendfile.ffm;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Lease;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * To a socket or a pipe: one {@code sendfile} a step, behind what is left of the header.
 *
 * <p>On a socket in blocking mode, the kernel waits for room as often as it must to move all that a
 * call asks for, up to {@link SocketTimeout#MICROS} each time, and meanwhile nobody looks whether
 * the channel was closed: so what a call took long for is halved.
 */
final class SendfileSession implements Session {

  private static final int SMALL = 64 << 10;
  private static final int LARGEST = 4 << 20;
  private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final Calls calls;
  private final Held held;
  private final Context context;
  private final @Nullable Blocking blocking;
  private int portion = 4 * SMALL;

  /**
   * Makes a session.
   *
   * @param blocking tells when a call might block a carrier; {@code null} if none ever does
   */
  SendfileSession(Calls calls, Held held, Context context, @Nullable Blocking blocking) {
    this.calls = calls;
    this.held = held;
    this.context = context;
    this.blocking = blocking;
  }

  @Override
  public Step step(Batch batch) throws IOException {
    held.checkOpen();
    if (blocking != null && blocking.holdsCarrierForTarget()) {
      return Step.TARGET_FULL;
    }
    ByteBuffer header = batch.header();
    if (!header.hasRemaining()) {
      return content(batch, 0);
    }
    long n = send(header);
    if (n < 0) {
      return calls.failed("sendmsg", n, Step.TARGET_FULL);
    }
    return n < header.remaining() ? Step.moved(n) : content(batch, n);
  }

  /** The last bytes of a header wait for the content, which follows at once. */
  private long send(ByteBuffer header) {
    try (Lease lease = Header.copy(header, 0, context)) {
      MemorySegment bytes = MemorySegment.ofBuffer(lease.buffer().flip());
      return calls.linux().send(held.target().number(), bytes, MemorySegment.NULL, true);
    }
  }

  /** Content, behind a number of bytes of the header that the target has accepted. */
  private Step content(Batch batch, long before) throws IOException {
    long n = sendfile(batch.position(), batch.max());
    if (n > 0) {
      return Step.moved(before + n);
    }
    if (before > 0) {
      return Step.moved(before); // the next step meets it again
    }
    return n == 0
        ? EndOfFile.reached(calls, held.source().number(), batch.position())
        : calls.failed("sendfile", n, Step.TARGET_FULL);
  }

  private long sendfile(long position, long max) {
    int target = held.target().number();
    int source = held.source().number();
    if (max <= SMALL) {
      return calls.linux().sendfile(target, source, position, max);
    }
    long began = System.nanoTime();
    long n = calls.linux().sendfile(target, source, position, Math.min(max, portion));
    took(System.nanoTime() - began);
    return n;
  }

  private void took(long nanos) {
    if (nanos > LONG_NANOS) {
      portion = Math.max(SMALL, portion / 2);
    } else if (nanos < SHORT_NANOS) {
      portion = Math.min(LARGEST, portion * 2);
    }
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
