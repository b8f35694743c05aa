package dev.sendfile.bench.contest;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;

/** Sends by the JDK alone, as people write it. */
final class ByHand {

  private final SocketChannel target;
  private final Readiness writable;

  ByHand(SocketChannel target, Readiness writable) {
    this.target = target;
    this.writable = writable;
  }

  void transfer(FileChannel file, long size) throws IOException {
    long position = 0;
    while (position < size) {
      long n = file.transferTo(position, size - position, target);
      position += n;
      if (n == 0) {
        writable.await();
      }
    }
  }

  void readAndWrite(FileChannel file, long size, ByteBuffer buffer) throws IOException {
    long position = 0;
    while (position < size) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), size - position));
      position += file.read(buffer, position);
      write(buffer.flip());
    }
  }

  void write(ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (target.write(buffer) == 0) {
        writable.await();
      }
    }
  }

  /** In one call, as long as the target takes it. */
  void write(ByteBuffer[] buffers) throws IOException {
    ByteBuffer last = buffers[buffers.length - 1];
    while (last.hasRemaining()) {
      if (target.write(buffers) == 0) {
        writable.await();
      }
    }
  }
}
