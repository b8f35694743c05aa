package dev.sendfile.bench.far;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.zip.CRC32C;

/**
 * What some bytes come to: two sequences of which one lacks, doubles, swaps or changes a byte do
 * not come to the same.
 *
 * @param count how many
 * @param crc their CRC-32C
 */
public record Bytes(long count, long crc) {

  private static final int BUFFER = 1 << 20;

  /**
   * Sums up a header and a file.
   *
   * @param header what goes ahead; read without moving its position
   * @param file what follows
   * @return both together
   * @throws IOException if the file cannot be read
   */
  public static Bytes of(ByteBuffer header, Path file) throws IOException {
    CRC32C crc = new CRC32C();
    crc.update(header.duplicate());
    long count = header.remaining();
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    try (FileChannel channel = FileChannel.open(file)) {
      for (int n = channel.read(buffer); n >= 0; n = channel.read(buffer.clear())) {
        count += n;
        crc.update(buffer.flip());
      }
    }
    return new Bytes(count, crc.getValue());
  }

  @Override
  public String toString() {
    return String.format("%d bytes with the CRC-32C %08x", count, crc);
  }
}
