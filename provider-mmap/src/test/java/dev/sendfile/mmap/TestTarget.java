package dev.sendfile.mmap;

import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Memory;
import dev.sendfile.spi.Target;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Remembers what it was given, takes a part of it only, and lets things happen meanwhile. */
final class TestTarget implements Target {

  /** What happens to a file in the middle of a write. */
  @FunctionalInterface
  interface Event {
    void happen() throws IOException;
  }

  final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Memory memory;
  int most = Integer.MAX_VALUE;
  int largest;
  ByteBuffer last;
  Event beforeCopy = () -> {};
  Event afterCopy = () -> {};

  TestTarget(Memory memory) {
    this.memory = memory;
  }

  @Override
  public int write(ByteBuffer from, long position) throws IOException {
    last = from;
    largest = Math.max(largest, from.remaining());
    beforeCopy.happen();
    byte[] taken = new byte[Math.min(most, from.remaining())];
    from.get(taken);
    bytes.writeBytes(taken);
    afterCopy.happen();
    return taken.length;
  }

  @Override
  public long write(ByteBuffer first, ByteBuffer second, long position) throws IOException {
    beforeCopy.happen();
    int room = most;
    byte[] one = new byte[Math.min(room, first.remaining())];
    first.get(one);
    byte[] two = new byte[Math.min(room - one.length, second.remaining())];
    second.get(two);
    bytes.writeBytes(one);
    bytes.writeBytes(two);
    afterCopy.happen();
    return one.length + two.length;
  }

  @Override
  public boolean positional() {
    return false;
  }

  @Override
  public EndKind kind() {
    return EndKind.CHANNEL;
  }

  @Override
  public <T> T as(Class<T> type) {
    return null;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public boolean owned() {
    return false;
  }

  @Override
  public boolean blocking() {
    return true;
  }

  @Override
  public Memory memory() {
    return memory;
  }
}
