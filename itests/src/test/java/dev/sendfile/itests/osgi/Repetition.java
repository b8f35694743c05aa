package dev.sendfile.itests.osgi;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Reads what must be the first part of some content again and again, and nothing else. */
final class Repetition {

  private final FutureTask<Long> reading;

  Repetition(ReadableByteChannel channel, byte[] content, int length) {
    reading = new FutureTask<>(() -> read(channel, ByteBuffer.wrap(content, 0, length)));
    Thread thread = new Thread(reading, "test-repetition");
    thread.setDaemon(true);
    thread.start();
  }

  private static long read(ReadableByteChannel channel, ByteBuffer expected) throws IOException {
    long times = 0;
    ByteBuffer got = ByteBuffer.allocateDirect(1 << 16);
    while (channel.read(got.clear()) >= 0) {
      got.flip();
      while (got.hasRemaining()) {
        int n = Math.min(got.remaining(), expected.remaining());
        if (got.slice(got.position(), n).mismatch(expected.slice(expected.position(), n)) >= 0) {
          throw new IOException(
              "wrong content in repetition " + times + " at " + expected.position());
        }
        got.position(got.position() + n);
        expected.position(expected.position() + n);
        if (!expected.hasRemaining()) {
          expected.rewind();
          times++;
        }
      }
    }
    if (expected.position() > 0) {
      throw new IOException("repetition " + times + " ended at " + expected.position());
    }
    return times;
  }

  /** Waits for the end, and returns how often the content came. */
  long awaitEnd() throws Exception {
    return reading.get(1, TimeUnit.MINUTES);
  }
}
