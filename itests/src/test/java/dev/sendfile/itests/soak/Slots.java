package dev.sendfile.itests.soak;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** One file and one channel to it, into parts of which many transfers write at once. */
final class Slots implements AutoCloseable {

  /** As many as can be written at once. */
  private static final int COUNT = 64;

  /** Zeros behind what is written, which nobody may touch. */
  private static final int GUARD = 4 << 10;

  private final int size;
  private final FileChannel channel;
  private final BlockingQueue<Integer> free = new LinkedBlockingQueue<>();

  Slots(Path file, int most) throws IOException {
    size = most + GUARD;
    channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
    for (int i = 0; i < COUNT; i++) {
      free.add(i);
    }
  }

  /** The channel that all share. */
  FileChannel channel() {
    return channel;
  }

  /** Takes a part of the file, all zeros. */
  Slot take() {
    try {
      return new Slot(free.take());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** A part of the file. */
  final class Slot {
    private final int index;

    private Slot(int index) {
      this.index = index;
    }

    long begin() {
      return (long) index * size;
    }

    /** What is there now, up to the guard's end. */
    byte[] read(int length) throws IOException {
      byte[] bytes = new byte[length + GUARD];
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      int n = 0;
      while (n >= 0 && buffer.hasRemaining()) {
        n = channel.read(piece(buffer), begin() + buffer.position());
        buffer.position(buffer.position() + Math.max(0, n));
      }
      return bytes;
    }

    /** Leaves zeros for the next. */
    void giveBack(int length) throws IOException {
      ByteBuffer zeros = ByteBuffer.allocate(length + GUARD);
      while (zeros.hasRemaining()) {
        int n = channel.write(piece(zeros), begin() + zeros.position());
        zeros.position(zeros.position() + n);
      }
      free.add(index);
    }

    /** A small one: the JDK keeps direct memory of that size with the thread. */
    private static ByteBuffer piece(ByteBuffer buffer) {
      return buffer.slice(buffer.position(), Math.min(16 << 10, buffer.remaining()));
    }
  }
}
