package dev.sendfile.ffm;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Lease;
import dev.sendfile.spi.Memory;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** To a socket or a pipe: one {@code sendfile} a step, behind what is left of the header. */
final class SendfileSession implements Session {

  private final Calls calls;
  private final Held held;
  private final Context context;
  private final Portion portion = new Portion();
  private final @Nullable Blocking blocking;

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
      return calls.failed("send", n, Step.TARGET_FULL);
    }
    return n < header.remaining() ? Step.moved(n) : content(batch, n);
  }

  /** The last bytes of a header wait for the content, which follows at once. */
  private long send(ByteBuffer header) {
    if (header.isDirect()) {
      return send(MemorySegment.ofBuffer(header));
    }
    try (Lease lease = context.lease(header.remaining(), Memory.DIRECT)) {
      ByteBuffer copy = lease.buffer().put(header.duplicate()).flip();
      return send(MemorySegment.ofBuffer(copy));
    }
  }

  private long send(MemorySegment bytes) {
    return calls.linux().send(held.target().number(), bytes, MemorySegment.NULL, true);
  }

  /** Content, behind a number of bytes of the header that the target has accepted. */
  private Step content(Batch batch, long before) throws IOException {
    long n = portion.send(calls.linux(), held, batch.position(), batch.max());
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

  @Override
  public void close() {
    held.close();
  }
}
