package dev.sendfile.benchmarks.engine;

import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/** Takes everything at once, without the kernel. */
final class Accepting implements WritableByteChannel {

  @Override
  public int write(ByteBuffer bytes) {
    int n = bytes.remaining();
    bytes.position(bytes.limit());
    return n;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {}
}
