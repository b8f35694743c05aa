package dev.sendfile.internal.end;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Whether two channels lead to one file. No public API tells what is behind a channel, but the JDK
 * keeps the locks of this process by the identity of files: what is locked through one channel
 * overlaps in another one exactly if both are of the same file. So one byte where no file has any
 * is locked through one of them for the time of a look, and nothing is opened: closing what was
 * opened would drop the locks that this process has on the file.
 *
 * <p>The byte is held through the one that is written, as its owner is about to change it anyway,
 * unless this process has locked that; the one that is read, which others may share, is locked for
 * no longer than it takes to unlock it.
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

  /**
   * How often a byte that overlaps is tried beside another one: who locks and unlocks all of
   * another file again and again must not meet all of the first tries, and none of the others.
   */
  private static final int ROUNDS = 16;

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
    SameFile told = look(written, false, read, true);
    // this process has locked the one that is written: then it cannot have locked the other one too
    SameFile last = told == null ? look(read, true, written, false) : told;
    return last == null ? UNTOLD : last;
  }

  /**
   * Holds one byte of a file and tries it in another. As long as it is held, nobody else of this
   * process has a lock on the whole of that file; so what else overlaps is of another one.
   *
   * @return {@code null} if this process has locked the one whose byte is to be held
   */
  private static @Nullable SameFile look(
      FileChannel held, boolean sharedHeld, FileChannel tried, boolean sharedTried) {
    long position = anywhere();
    try (FileLock lock = held.tryLock(position, 1, sharedHeld)) {
      return lock == null ? UNTOLD : whileHeld(position, tried, sharedTried);
    } catch (OverlappingFileLockException e) {
      return null;
    } catch (IOException | RuntimeException e) {
      return UNTOLD; // the file system has no locks
    }
  }

  private static SameFile whileHeld(long position, FileChannel tried, boolean shared) {
    for (int i = 0; i < ROUNDS; i++) {
      Attempt there = attempt(tried, position, shared);
      Attempt elsewhere = there == Attempt.OVERLAPS ? attempt(tried, anywhere(), shared) : there;
      if (there == Attempt.FAILED || elsewhere == Attempt.FAILED) {
        return UNTOLD;
      }
      if (there == Attempt.LOCKED || elsewhere == Attempt.OVERLAPS) {
        return NO;
      }
    }
    return YES; // that one byte overlaps, and no other
  }

  private static long anywhere() {
    return ThreadLocalRandom.current().nextLong(BEYOND_ALL_FILES, Long.MAX_VALUE);
  }

  private static Attempt attempt(FileChannel channel, long position, boolean shared) {
    try (FileLock lock = channel.tryLock(position, 1, shared)) {
      return lock == null ? Attempt.FAILED : Attempt.LOCKED;
    } catch (OverlappingFileLockException e) {
      return Attempt.OVERLAPS;
    } catch (IOException | RuntimeException e) {
      return Attempt.FAILED; // it is not open for that, or the file system has no locks
    }
  }
}
