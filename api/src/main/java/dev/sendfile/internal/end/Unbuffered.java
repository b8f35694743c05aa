package dev.sendfile.internal.end;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.channels.NonWritableChannelException;

/**
 * Reads and writes past the page cache ({@code ExtendedOpenOption.DIRECT}), where position, length
 * and memory must be multiples of the file system's block size: through a buffer that is aligned.
 * Heap buffers are no way out: the JDK's temporary copy of one makes Java 17 fail in whatever the
 * thread reads next. For one transfer.
 */
final class Unbuffered {

  /** A multiple of all block sizes, in bytes: 64 KiB. */
  private static final int BLOCK = 64 << 10;

  private static final int CAPACITY = 4 * BLOCK;

  private final FileChannel channel;
  private final ByteBuffer aligned;

  Unbuffered(FileChannel channel) {
    this.channel = channel;
    this.aligned =
        ByteBuffer.allocateDirect(CAPACITY + BLOCK).alignedSlice(BLOCK).limit(CAPACITY).slice();
  }

  /**
   * Whether a channel of the JDK that shall be read was opened like that. No public API tells, but
   * it refuses memory that is not aligned, even if nothing is in it; no system call.
   */
  static boolean isRead(FileChannel channel) {
    try {
      channel.read(Empty.buffer(), 0);
      return false;
    } catch (NonReadableChannelException | ClosedChannelException e) {
      return false; // whoever uses it finds out
    } catch (IOException e) {
      return channel.isOpen();
    }
  }

  /** The same of one that shall be written. */
  static boolean isWritten(FileChannel channel) {
    try {
      channel.write(Empty.buffer(), 0);
      return false;
    } catch (NonWritableChannelException | ClosedChannelException e) {
      return false; // whoever uses it finds out
    } catch (IOException e) {
      return channel.isOpen();
    }
  }

  /** Reads what lies at a position: the blocks around it, of which the rest is not used. */
  int read(ByteBuffer into, long position) throws IOException {
    long start = position - position % BLOCK;
    int skip = (int) (position - start);
    int wanted = Math.min(into.remaining(), CAPACITY - skip);
    aligned.clear().limit(wholeBlocks(skip + wanted + BLOCK - 1));
    int n;
    try {
      n = channel.read(aligned, start);
    } catch (ClosedByInterruptException e) {
      throw new InterruptedReadException(e);
    }
    if (n <= skip) {
      return wanted == 0 ? 0 : -1;
    }
    int taken = Math.min(wanted, n - skip);
    into.put(aligned.slice(skip, taken));
    return taken;
  }

  /**
   * Writes what two buffers hold, as far as that are whole blocks; the rest, once it is alone, as
   * it is.
   *
   * @param position where to, or {@link Opening#UNSET} for where the channel stands
   */
  int write(ByteBuffer first, ByteBuffer second, long position) throws IOException {
    aligned.clear();
    fill(first.duplicate());
    fill(second.duplicate());
    int whole = wholeBlocks(aligned.position());
    aligned.flip().limit(whole == 0 ? aligned.limit() : whole);
    int n;
    try {
      n = position == Opening.UNSET ? channel.write(aligned) : channel.write(aligned, position);
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      if (!channel.isOpen()) {
        throw e;
      }
      throw new IOException(
          "the target channel was opened with ExtendedOpenOption.DIRECT, which takes whole blocks"
              + " at their positions alone; open it without ("
              + e.getMessage()
              + ")",
          e);
    }
    int ofFirst = Math.min(n, first.remaining());
    first.position(first.position() + ofFirst);
    second.position(second.position() + n - ofFirst);
    return n;
  }

  private void fill(ByteBuffer from) {
    aligned.put(from.limit(from.position() + Math.min(from.remaining(), aligned.remaining())));
  }

  private static int wholeBlocks(int bytes) {
    return bytes - bytes % BLOCK;
  }
}
