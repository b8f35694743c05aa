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
 *
 * <p>The byte is held through the one that is written, as its owner is about to change it anyway;
 * the one that is read, which others may share, is locked for no longer than it takes to unlock it.
 */
public enum SameFile {
  YES,
  NO,

  /**
   * Both are locked whole by this process, one of them by another one, or their file system has no
   * locks.
   */
  UNTOLD;

  /** From here on no file system has bytes, and there is room for all who look at once. */
  private static final long BEYOND_ALL_FILES = 1L << 62;

  /** What became of an attempt to lock the byte. */
  private enum Attempt {
    LOCKED,
    OVERLAPS,
    FAILED
  }

  /**
   * Tells whether two open channels lead to one file.
   *
   * @param read one that is open for reading
   * @param written one that is open for writing, no stranger's either
   * @return {@link #NO} also for files without bytes, of which none can be lost
   * @throws IOException if their sizes cannot be had
   */
  public static SameFile of(FileChannel read, FileChannel written) throws IOException {
    return haveOneSize(read, written) ? byLocks(read, written) : NO;
  }

  /** One that others append to meanwhile has all the sizes between two looks. */
  private static boolean haveOneSize(FileChannel read, FileChannel written) throws IOException {
    long first = written.size();
    long other = read.size();
    return other > 0 && other >= first && (other == first || other <= written.size());
  }

  private static SameFile byLocks(FileChannel read, FileChannel written) {
    long position = ThreadLocalRandom.current().nextLong(BEYOND_ALL_FILES, Long.MAX_VALUE);
    Attempt first;
    try {
      FileLock lock = written.tryLock(position, 1, false);
      if (lock == null) { // another process has
        return UNTOLD;
      }
      try {
        first = attempt(read, position);
      } finally {
        lock.release();
      }
    } catch (OverlappingFileLockException e) { // this process has: in one file it would in both
      return attempt(read, position) == Attempt.LOCKED ? NO : UNTOLD;
    } catch (IOException | RuntimeException e) {
      return UNTOLD;
    }
    return switch (first) {
      case LOCKED -> NO;
      case FAILED -> UNTOLD;
      // what overlaps now as well is locked by others of this process, and the first was not
      case OVERLAPS -> attempt(read, position) == Attempt.OVERLAPS ? NO : YES;
    };
  }

  private static Attempt attempt(FileChannel read, long position) {
    try {
      FileLock lock = read.tryLock(position, 1, true);
      if (lock == null) {
        return Attempt.FAILED;
      }
      lock.release();
      return Attempt.LOCKED;
    } catch (OverlappingFileLockException e) {
      return Attempt.OVERLAPS;
    } catch (IOException | RuntimeException e) {
      return Attempt.FAILED; // it is not open for reading, or the file system has no locks
    }
  }
}
