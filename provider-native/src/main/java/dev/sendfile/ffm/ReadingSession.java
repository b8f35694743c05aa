package dev.sendfile.ffm;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Lease;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/** One read behind what is left of the header, and one write of both, which does not wait. */
final class ReadingSession implements Session {

  /** Content that is read at once, at most, in bytes: 64 KiB. */
  private static final int LARGEST = 64 << 10;

  private final Calls calls;
  private final Held held;
  private final Context context;

  ReadingSession(Calls calls, Held held, Context context) {
    this.calls = calls;
    this.held = held;
    this.context = context;
  }

  @Override
  public Step step(Batch batch) throws IOException {
    held.checkOpen();
    ByteBuffer header = batch.header();
    int content = (int) Math.min(batch.max(), LARGEST);
    try (Lease lease = Header.copy(header, content, context)) {
      ByteBuffer buffer = lease.buffer();
      int start = buffer.position();
      if (start < header.remaining()) { // content must not come before the rest of it
        return send(MemorySegment.ofBuffer(buffer.flip()), true);
      }
      buffer.limit(start + content);
      long n = calls.linux().read(held.source().number(), buffer, batch.position());
      if (n < 0) {
        return calls.failed("pread", n, Step.SOURCE_DRY);
      }
      if (n == 0) {
        return Step.END_OF_SOURCE;
      }
      buffer.position(0).limit(start + (int) n);
      return send(MemorySegment.ofBuffer(buffer), batch.more());
    }
  }

  private Step send(MemorySegment bytes, boolean more) throws IOException {
    long n = calls.linux().send(held.target().number(), bytes, MemorySegment.NULL, more);
    return n > 0 ? Step.moved(n) : calls.failed("sendmsg", n, Step.TARGET_FULL);
  }

  @Override
  public void close() {
    held.close();
  }
}
