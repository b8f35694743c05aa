package dev.sendfile.ffm;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;

/** A whole small file, mapped once for all transfers of a prepared source. */
final class KeptMapping implements AutoCloseable {

  private final Arena arena;
  private final MemorySegment bytes;

  private KeptMapping(Arena arena, MemorySegment bytes) {
    this.arena = arena;
    this.bytes = bytes;
  }

  @SuppressWarnings("MustBeClosedChecker") // closed with this object
  static KeptMapping of(FileChannel file) throws IOException {
    Arena arena = Arena.ofShared();
    MemorySegment bytes = null;
    try {
      bytes = file.map(FileChannel.MapMode.READ_ONLY, 0, file.size(), arena);
    } finally {
      if (bytes == null) {
        arena.close();
      }
    }
    return new KeptMapping(arena, bytes);
  }

  /** The file as long as it was when it was mapped. */
  MemorySegment bytes() {
    return bytes;
  }

  @Override
  public void close() {
    arena.close();
  }
}
