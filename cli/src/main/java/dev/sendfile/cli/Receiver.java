package dev.sendfile.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;

/** The far end of a connection: reads up to its end, on a thread of its own. */
final class Receiver {

  /** As much as a step moves: the receiver shall not be what holds the sender up. */
  private static final int BUFFER_BYTES = 1 << 20;

  private final FutureTask<Long> reading;

  private Receiver(FutureTask<Long> reading) {
    this.reading = reading;
  }

  /**
   * Begins to read.
   *
   * @param from the connection
   * @param sink takes all bytes of the buffer that it is shown
   */
  static Receiver start(ReadableByteChannel from, Consumer<ByteBuffer> sink) {
    FutureTask<Long> reading = new FutureTask<>(() -> read(from, sink));
    Thread thread = new Thread(reading, "receiver");
    thread.setDaemon(true);
    thread.start();
    return new Receiver(reading);
  }

  private static long read(ReadableByteChannel from, Consumer<ByteBuffer> sink) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    long bytes = 0;
    while (from.read(buffer) >= 0) {
      bytes += buffer.flip().remaining();
      sink.accept(buffer);
      buffer.clear();
    }
    return bytes;
  }

  /** Waits for the end of the connection; returns the number of bytes that came. */
  long await() throws IOException, InterruptedException {
    try {
      return reading.get();
    } catch (ExecutionException e) {
      throw new IOException("the receiver failed: " + e.getCause(), e);
    }
  }
}
