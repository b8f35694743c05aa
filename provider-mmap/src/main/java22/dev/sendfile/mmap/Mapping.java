package dev.sendfile.mmap;

import dev.sendfile.spi.Availability;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * A part of a file in memory, for reading, until it is closed: not until the collector comes by.
 * This is how Java 22 and later do it.
 */
final class Mapping implements AutoCloseable {

  private final Arena arena;
  private final ByteBuffer buffer;

  private Mapping(Arena arena, ByteBuffer buffer) {
    this.arena = arena;
    this.buffer = buffer;
  }

  /**
   * Tells whether a mapping can be closed at all.
   *
   * @return that it can
   */
  static Availability availability() {
    return Availability.available();
  }

  /**
   * Maps a part of a file.
   *
   * @param oneThread whether the thread that maps is the only one that will use and close it; to
   *     close a mapping that others may use costs about ten times as much, because all threads are
   *     asked
   * @throws IOException if the system does not map it
   */
  static Mapping of(FileChannel file, long position, long length, boolean oneThread)
      throws IOException {
    Arena arena = arena(oneThread);
    Mapping made = null;
    try {
      made =
          new Mapping(
              arena,
              file.map(FileChannel.MapMode.READ_ONLY, position, length, arena).asByteBuffer());
      return made;
    } finally {
      if (made == null) {
        arena.close();
      }
    }
  }

  @SuppressWarnings("MustBeClosedChecker") // it is closed with the mapping
  private static Arena arena(boolean oneThread) {
    return oneThread ? Arena.ofConfined() : Arena.ofShared();
  }

  /** The bytes, from 0 to the capacity. */
  ByteBuffer buffer() {
    return buffer;
  }

  @Override
  public void close() {
    arena.close();
  }
}
