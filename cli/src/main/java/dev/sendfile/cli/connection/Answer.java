package dev.sendfile.cli.connection;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What the other side sends while it is being sent to. Somebody must read it: who answers before it
 * has everything stops reading once nobody takes its answer, and both would wait for ever.
 */
public final class Answer {

  private static final int BUFFER_BYTES = 16 << 10;

  private final SocketChannel socket;
  private final FutureTask<Long> reading = new FutureTask<>(this::read);
  private volatile long bytes;

  private Answer(SocketChannel socket) {
    this.socket = socket;
  }

  /**
   * Begins to read and drop it, on a thread that ends with the connection.
   *
   * @param socket one in blocking mode
   */
  public static Answer readFrom(SocketChannel socket) {
    Answer answer = new Answer(socket);
    Thread thread = new Thread(answer.reading, "answer");
    thread.setDaemon(true);
    thread.start();
    return answer;
  }

  private long read() throws IOException {
    try {
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
      long sum = 0;
      for (int n = 0; n >= 0; n = socket.read(buffer.clear())) {
        sum += n;
        bytes = sum;
      }
      return sum;
    } catch (RuntimeException | Error e) {
      socket.close(); // or who writes to it would wait for this thread
      throw e;
    }
  }

  /**
   * Waits until the other side has ended its side of the connection.
   *
   * @param idleMillis how long it may send nothing; 0 for ever
   * @return the bytes of its answer
   * @throws SocketTimeoutException if it sent nothing for that long
   * @throws IOException if it broke the connection off
   */
  public long awaitEnd(int idleMillis) throws IOException, InterruptedException {
    long before;
    do {
      before = bytes;
      try {
        return idleMillis == 0 ? reading.get() : reading.get(idleMillis, TimeUnit.MILLISECONDS);
      } catch (TimeoutException e) {
        // may have sent something meanwhile
      } catch (ExecutionException e) {
        throw failure(e);
      }
    } while (bytes > before);
    throw new SocketTimeoutException("nothing came for " + idleMillis + " ms");
  }

  /** Throws what ended the reading, if that was neither the other side nor the connection. */
  public void rethrowFault() throws InterruptedException {
    if (reading.isDone()) {
      try {
        reading.get();
      } catch (ExecutionException e) {
        failure(e);
      }
    }
  }

  private static IOException failure(ExecutionException e) {
    if (e.getCause() instanceof Error error) {
      throw error;
    }
    if (e.getCause() instanceof RuntimeException fault) {
      throw fault;
    }
    return e.getCause() instanceof IOException known ? known : new IOException(e.getCause());
  }
}
