package dev.sendfile.internal.end;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Whether two channels lead to one file. No public API tells what is behind a channel, but the JDK
 * keeps the locks of this process by the identity of files: what is locked through one channel
 * overlaps in another one exactly if both are of the same file. So one byte where no file has any
 * is locked through one of them for the time of a look, and nothing is opened: closing what was
 * opened would drop the locks that this process has on the file.
 */
public final class SameFile {

  /** From here on no file system has bytes, and there is room for all who look at once. */
  static final long BEYOND_ALL_FILES = 1L << 62;

  private SameFile() {}

  /**
   * Tells whether two open channels lead to one file.
   *
   * @param read one that is open for reading
   * @param written one that is open for writing, no stranger's either
   * @return {@code false} if they do not, or it cannot be told: they are of no size, locked whole
   *     by this process or by others, or of a file system without locks
   * @throws IOException if their sizes cannot be had
   */
  public static boolean of(FileChannel read, FileChannel written) throws IOException {
    return haveOneSize(read, written) && haveOneLock(read, written);
  }

  /** One that others append to meanwhile has all the sizes between two looks. */
  private static boolean haveOneSize(FileChannel read, FileChannel written) throws IOException {
    long first = written.size();
    long other = read.size();
    return other > 0 && other >= first && (other == first || other <= written.size());
  }

  /** What this process has locked itself tells nothing: whatever overlaps may be that. */
  private static boolean haveOneLock(FileChannel read, FileChannel written) {
    long position = ThreadLocalRandom.current().nextLong(BEYOND_ALL_FILES, Long.MAX_VALUE);
    boolean lockedBoth;
    try {
      FileLock lock = read.tryLock(position, 1, true);
      if (lock == null) { // another process has
        return false;
      }
      try {
        lockedBoth = isLocked(written, position);
      } finally {
        lock.release();
      }
    } catch (IOException | RuntimeException e) {
      return false; // this process has, it is not open for reading, or the file system has no locks
    }
    return lockedBoth && !isLocked(written, position);
  }

  private static boolean isLocked(FileChannel written, long position) {
    try {
      FileLock lock = written.tryLock(position, 1, false);
      if (lock != null) {
        lock.release();
      }
      return false;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }
}
