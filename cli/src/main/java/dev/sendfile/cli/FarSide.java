package dev.sendfile.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What is at the other ends of a transfer of the demo: feeds its source, reads its target.
 *
 * @param file the file that moves
 * @param ends of the transfer; closed if this side fails
 */
record FarSide(Path file, Closeable ends) {

  /** As much as a step moves: this side shall not be what holds the transfer up. */
  private static final int BUFFER_BYTES = 1 << 20;

  /** Puts the file into a source. */
  Background feed(SampleSource source) {
    return Background.start(
        "feeder",
        () -> {
          try (FileChannel content = FileChannel.open(file)) {
            long size = content.size();
            long done = 0;
            while (source.feed() != null && done < size) {
              done += content.transferTo(done, size - done, source.feed());
            }
            source.end().close();
            return done;
          }
        },
        ends);
  }

  /** Counts what arrives. */
  Background count(ReadableByteChannel from) {
    return Background.start("receiver", () -> read(from, null), ends);
  }

  /** Counts what arrives as long as it is what the file holds, once or again and again. */
  Background compare(ReadableByteChannel from) {
    return Background.start(
        "receiver",
        () -> {
          try (FileChannel content = FileChannel.open(file)) {
            return read(from, content);
          }
        },
        ends);
  }

  private static long read(ReadableByteChannel from, @Nullable FileChannel content)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_BYTES);
    ByteBuffer expected = ByteBuffer.allocateDirect(BUFFER_BYTES);
    long bytes = 0;
    long wrong = -1;
    while (from.read(buffer.clear()) >= 0) {
      buffer.flip();
      if (content != null && wrong < 0 && !matches(buffer, expected, content, bytes)) {
        wrong = bytes; // read on: a sender that is kept waiting could not be told
      }
      bytes += buffer.remaining();
    }
    if (wrong >= 0) {
      throw new IOException("what arrived behind byte " + wrong + " is not what was sent");
    }
    return bytes;
  }

  private static boolean matches(
      ByteBuffer arrived, ByteBuffer expected, FileChannel content, long position)
      throws IOException {
    expected.clear().limit(arrived.remaining());
    long size = content.size();
    while (expected.hasRemaining()
        && size > 0
        && content.read(expected, (position + expected.position()) % size) >= 0) {
      // one read may give less than it is asked for, and gives nothing behind the end
    }
    return expected.flip().equals(arrived);
  }
}
