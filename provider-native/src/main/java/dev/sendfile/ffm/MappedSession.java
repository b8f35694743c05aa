package dev.sendfile.ffm;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Lease;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * One write of what is left of the header and of a part of a mapping, which does not wait.
 *
 * <p>Where the file was truncated meanwhile, the kernel finds no page and says so, or finds zeros
 * up to the end of the last page and sends them. So the size is asked for after each write: what
 * lies beyond is not counted but {@linkplain #stray told apart}.
 */
final class MappedSession implements Session {

  private final Calls calls;
  private final Held held;
  private final Context context;
  private final MemorySegment file;
  private long stray;

  MappedSession(Calls calls, Held held, Context context, MemorySegment file) {
    this.calls = calls;
    this.held = held;
    this.context = context;
    this.file = file;
  }

  @Override
  public Step step(Batch batch) throws IOException {
    held.checkOpen();
    if (stray > 0) {
      return Step.END_OF_SOURCE;
    }
    ByteBuffer header = batch.header();
    if (!header.hasRemaining()) {
      return send(MemorySegment.NULL, batch);
    }
    try (Lease lease = Header.copy(header, 0, context)) {
      MemorySegment copy = MemorySegment.ofBuffer(lease.buffer().flip());
      return copy.byteSize() < header.remaining() ? sendPiece(copy) : send(copy, batch);
    }
  }

  /** A part of the header alone: content must not come before the rest. */
  private Step sendPiece(MemorySegment piece) throws IOException {
    long n = calls.linux().send(held.target().number(), piece, MemorySegment.NULL, true);
    return n > 0 ? Step.moved(n) : calls.failed("sendmsg", n, Step.TARGET_FULL);
  }

  private Step send(MemorySegment header, Batch batch) throws IOException {
    long position = batch.position();
    long left = file.byteSize() - position;
    if (left <= 0) {
      return Step.END_OF_SOURCE;
    }
    MemorySegment content = file.asSlice(position, Math.min(left, batch.max()));
    long n = calls.linux().send(held.target().number(), header, content, batch.more());
    long size = calls.linux().size(held.source().number());
    if (n < 0) {
      if (size < 0) {
        return calls.failed("statx", size, Step.END_OF_SOURCE);
      }
      return position < size ? calls.failed("sendmsg", n, Step.TARGET_FULL) : Step.END_OF_SOURCE;
    }
    long sent = Math.max(0, n - header.byteSize()); // of the content
    stray = stray(position + sent, size, sent);
    return n > stray ? Step.moved(n - stray) : Step.END_OF_SOURCE;
  }

  /**
   * What lies before the page of the last byte was read before the file was cut: beyond the page of
   * its new end nothing can be read.
   *
   * @param size of the file; negative if it does not tell: what is out is out
   */
  private long stray(long reached, long size, long sent) {
    if (size >= reached || sent == 0) {
      return 0;
    }
    int page = calls.linux().pageSize();
    return Math.min(sent, reached - Math.max(size, (reached - 1) / page * page));
  }

  @Override
  public long stray() {
    return stray;
  }

  @Override
  public void close() {
    held.close();
  }
}
