package dev.sendfile.internal.end;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Whether a channel leads to the file that a path does, as the list of locks tells that Linux
 * keeps: device and inode of a lock that is held through the channel. Nothing is opened for that,
 * which {@link SameFile} needs a second channel for. Where it says no, that may still tell.
 */
public final class ListedLocks {

  private static final Path LIST = Path.of("/proc/locks");

  private ListedLocks() {}

  /**
   * Tells whether an open channel leads to the file at a path.
   *
   * @param read one that is open for reading
   * @param path a file that exists
   * @return {@code true} if it surely does; {@code false} if not, or it cannot be told: there is no
   *     list, it names files otherwise than their attributes do, or the file is locked whole
   */
  public static boolean tell(FileChannel read, Path path) {
    if (!path.getFileSystem().equals(FileSystems.getDefault())) {
      return false;
    }
    long position = ThreadLocalRandom.current().nextLong(SameFile.BEYOND_ALL_FILES, Long.MAX_VALUE);
    try {
      FileLock lock = read.tryLock(position, 1, true);
      if (lock == null) {
        return false;
      }
      try {
        String listed = nameOf(path) + " " + position + " " + position;
        return Files.readAllLines(LIST).stream().anyMatch(it -> it.endsWith(listed));
      } finally {
        lock.release();
      }
    } catch (IOException | RuntimeException e) {
      return false; // locked by this process, or no such list, locks or attributes here
    }
  }

  /** How the list names a file. */
  private static String nameOf(Path path) throws IOException {
    long device = ((Number) Files.getAttribute(path, "unix:dev")).longValue();
    long major = (device >> 8) & 0xfff;
    long minor = (device & 0xff) | ((device >> 12) & 0xfff00);
    return String.format(" %02x:%02x:%s", major, minor, Files.getAttribute(path, "unix:ino"));
  }
}
