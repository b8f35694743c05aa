package dev.sendfile.mmap;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A whole file, mapped once for all transfers of a prepared source, many threads at a time. As long
 * as the file was when it was mapped.
 */
final class KeptMapping implements AutoCloseable {

  private final Mapping mapping;

  private KeptMapping(Mapping mapping) {
    this.mapping = mapping;
  }

  static KeptMapping of(FileChannel file) throws IOException {
    long size = file.size();
    if (size > Integer.MAX_VALUE) {
      throw new IOException(
          "a file of " + size + " bytes is too long to be kept mapped; it is mapped in windows");
    }
    Mapping mapping = Mapping.of(file, 0, size, false);
    KeptMapping made = null;
    try {
      made = new KeptMapping(mapping);
      return made;
    } finally {
      if (made == null) {
        mapping.close();
      }
    }
  }

  /** Whether the mapping reaches to a position. */
  boolean reaches(long end) {
    return end <= mapping.buffer().capacity();
  }

  /** How one session sees it. */
  View view() {
    return new KeptView(mapping.buffer().duplicate());
  }

  @Override
  public void close() {
    mapping.close();
  }

  /** Positions of one session in what all share. */
  private record KeptView(ByteBuffer buffer) implements View {

    @Override
    public ByteBuffer from(long position, long end) {
      return buffer.limit((int) end).position((int) position);
    }

    @Override
    public void close() {} // the mapping is the prepared source's
  }
}
