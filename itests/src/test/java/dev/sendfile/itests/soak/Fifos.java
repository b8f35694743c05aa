package dev.sendfile.itests.soak;

import dev.sendfile.tck.fixture.Command;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** FIFOs, each for one transfer at a time: to make one takes a process. */
record Fifos(BlockingQueue<Path> free) {

  private static final int COUNT = 256;
  private static final long PAUSE_NANOS = 1_000_000;

  static Fifos in(Path folder) throws IOException {
    List<Object> words = new ArrayList<>(List.of("mkfifo"));
    BlockingQueue<Path> free = new LinkedBlockingQueue<>();
    for (int i = 0; i < COUNT; i++) {
      free.add(folder.resolve("fifo-" + i));
    }
    words.addAll(free);
    try {
      if (!Command.succeeds(words.toArray())) {
        throw new IOException("mkfifo failed");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return new Fifos(free);
  }

  Path take() {
    try {
      return free.take();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  void giveBack(Path fifo) {
    free.add(fifo);
  }

  /** Lets go who still waits for the other side to open, until he has ended. */
  static void release(Path fifo, BooleanSupplier hasEnded) throws IOException {
    long end = System.nanoTime() + Trial.PATIENCE.toNanos();
    while (!hasEnded.getAsBoolean() && System.nanoTime() < end) {
      new RandomAccessFile(fifo.toFile(), "rw").close(); // never waits
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  /** The far end of a FIFO, which is opened by the first call: that may wait long. */
  static final class FarEnd implements ReadableByteChannel, WritableByteChannel {

    private final Path fifo;
    private final OpenOption option;
    private FileChannel channel;
    private boolean closed;

    private FarEnd(Path fifo, OpenOption option) {
      this.fifo = fifo;
      this.option = option;
    }

    static FarEnd reading(Path fifo) {
      return new FarEnd(fifo, StandardOpenOption.READ);
    }

    static FarEnd writing(Path fifo) {
      return new FarEnd(fifo, StandardOpenOption.WRITE);
    }

    private FileChannel opened() throws IOException {
      synchronized (this) {
        if (channel != null) {
          return channel;
        }
      }
      FileChannel opening = FileChannel.open(fifo, option);
      synchronized (this) {
        channel = opening;
        if (closed) {
          opening.close();
        }
      }
      return opening;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      return opened().read(into);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      return opened().write(from);
    }

    @Override
    public synchronized boolean isOpen() {
      return !closed;
    }

    @Override
    public synchronized void close() throws IOException {
      closed = true;
      if (channel != null) {
        channel.close();
      }
    }
  }
}
