package dev.sendfile.bench.far;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Random;
import java.util.zip.CRC32C;

/**
 * The bytes that the far end sends: one random block again and again, with its number at its
 * beginning, so that no two are the same and both sides know them.
 */
public final class Poured {

  /** Bytes of the block. */
  static final int BLOCK = 1 << 20;

  private final ByteBuffer block;

  private Poured(ByteBuffer block) {
    this.block = block;
    byte[] random = new byte[BLOCK];
    new Random(BLOCK).nextBytes(random);
    block.clear().put(random);
  }

  /**
   * Sums up the bytes that come first.
   *
   * @param count how many
   * @return what arrives, when so many are asked for
   */
  public static Bytes first(long count) {
    CRC32C crc = new CRC32C();
    Poured poured = in(ByteBuffer.allocate(BLOCK));
    for (long done = 0; done < count; done += BLOCK) {
      crc.update(poured.block(done, count));
    }
    return new Bytes(count, crc.getValue());
  }

  /** Ready to be sent, from a buffer of {@link #BLOCK} bytes that is used for nothing else. */
  static Poured in(ByteBuffer block) {
    return new Poured(block);
  }

  void to(WritableByteChannel target, long count) throws IOException {
    for (long done = 0; done < count; done += BLOCK) {
      ByteBuffer next = block(done, count);
      while (next.hasRemaining()) {
        target.write(next);
      }
    }
  }

  private ByteBuffer block(long done, long count) {
    return block.clear().putLong(0, done / BLOCK).limit((int) Math.min(BLOCK, count - done));
  }
}
