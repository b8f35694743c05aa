package dev.sendfile.tck;

import java.nio.ByteBuffer;

/** Bytes taken from a source and neither accepted by a target nor handed over, in order. */
final class Taken {

  private ByteBuffer bytes = ByteBuffer.allocate(1 << 10).flip();

  int size() {
    return bytes.remaining();
  }

  /** Adds what lies in a buffer between two positions, and leaves the buffer as it is. */
  void add(ByteBuffer buffer, int from, int to) {
    ByteBuffer more = buffer.duplicate().limit(to).position(from);
    if (bytes.capacity() - bytes.limit() < more.remaining()) {
      int needed = bytes.remaining() + more.remaining();
      bytes = ByteBuffer.allocate(2 * needed).put(bytes).flip();
    }
    int end = bytes.limit();
    bytes.limit(end + more.remaining());
    bytes.put(end, more, more.position(), more.remaining());
  }

  /** Forgets the first ones, as many as there are. */
  void drop(long count) {
    bytes.position(bytes.position() + (int) Math.min(count, bytes.remaining()));
  }

  /** Whether the first ones are those in a buffer between two positions. */
  boolean beginsWith(ByteBuffer buffer, int from, int to) {
    ByteBuffer other = buffer.duplicate().limit(to).position(from);
    int n = other.remaining();
    return n <= bytes.remaining() && bytes.slice(bytes.position(), n).equals(other);
  }
}
