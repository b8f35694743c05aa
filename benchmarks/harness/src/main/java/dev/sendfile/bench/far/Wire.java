package dev.sendfile.bench.far;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.jspecify.annotations.Nullable;

/** Two numbers at a time, over a channel that blocks. */
final class Wire {

  private Wire() {}

  static void write(WritableByteChannel to, long first, long second) throws IOException {
    ByteBuffer both = ByteBuffer.allocate(Order.BYTES).putLong(first).putLong(second).flip();
    while (both.hasRemaining()) {
      to.write(both);
    }
  }

  /** Fills the buffer; null if the other side has ended. */
  static @Nullable ByteBuffer read(ReadableByteChannel from, ByteBuffer into) throws IOException {
    while (into.hasRemaining()) {
      if (from.read(into) < 0) {
        return null;
      }
    }
    return into.flip();
  }
}
