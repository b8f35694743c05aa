package dev.sendfile.ffm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/** Opens a file by its path once more, and makes sure that it is still the same one. */
final class FileByPath {

  private FileByPath() {}

  /**
   * Opens a file for reading.
   *
   * @param path its path
   * @param seen what was seen when it was opened first: its key is that of device and inode
   */
  static int open(Path path, BasicFileAttributes seen, Linux linux) throws NoDescriptorException {
    int number = linux.open(path.toAbsolutePath().toString());
    if (number < 0) {
      throw NoDescriptorException.failed("open " + path, number);
    }
    boolean same = false;
    try {
      same = isSame(number, seen);
    } finally {
      if (!same) {
        linux.close(number);
      }
    }
    if (same) {
      return number;
    }
    throw new NoDescriptorException(path + " leads to another file by now");
  }

  private static boolean isSame(int number, BasicFileAttributes seen) {
    try {
      Object key =
          Files.readAttributes(Proc.descriptor(number), BasicFileAttributes.class).fileKey();
      return key != null && key.equals(seen.fileKey());
    } catch (IOException e) {
      return false; // without /proc nobody knows
    }
  }
}
