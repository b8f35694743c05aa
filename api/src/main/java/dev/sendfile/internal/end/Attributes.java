package dev.sendfile.internal.end;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one look at a file tells: kind, size, times, key, and permissions where it has any. */
final class Attributes {

  private Attributes() {}

  static BasicFileAttributes of(Path path) throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, PosixFileAttributes.class);
      if (attributes != null) { // jrt: answers null where it has none
        return attributes;
      }
    } catch (UnsupportedOperationException e) {
      // there are none
    }
    return Files.readAttributes(path, BasicFileAttributes.class);
  }

  /** Looks at a file that is to be read. */
  static BasicFileAttributes ofSource(Path path) throws IOException {
    BasicFileAttributes attributes = of(path);
    if (attributes.isDirectory()) {
      throw new UnusableEndException(
          path + " is a directory; name the files in it one by one", null);
    }
    return attributes;
  }

  /** Looks at a file that is to be written; {@code null} if there is none. */
  static @Nullable BasicFileAttributes ofTarget(Path path) throws IOException {
    if (path.getFileSystem().equals(FileSystems.getDefault()) && !path.toFile().exists()) {
      return null; // as a rule; found out without an exception, which costs as much as the copy
    }
    try {
      return of(path);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static final int FORMAT = 0170000;
  private static final int BLOCK_DEVICE = 0060000;

  /** Whether it is a device that has positions and a size, as far as the system tells. */
  static boolean isBlockDevice(Path path) throws IOException {
    return path.getFileSystem().supportedFileAttributeViews().contains("unix")
        && Files.getAttribute(path, "unix:mode") instanceof Integer mode
        && (mode & FORMAT) == BLOCK_DEVICE;
  }

  /**
   * What tells a file from all others, whatever names lead to it; {@code null} if nothing does. A
   * block device may be behind several nodes, each of which is a file with a key of its own.
   */
  static @Nullable Object key(Path path, BasicFileAttributes attributes) throws IOException {
    return attributes.isOther() && isBlockDevice(path)
        ? Files.getAttribute(path, "unix:rdev")
        : attributes.fileKey();
  }

  static @Nullable Set<PosixFilePermission> permissions(BasicFileAttributes attributes) {
    return attributes instanceof PosixFileAttributes posix ? posix.permissions() : null;
  }
}
