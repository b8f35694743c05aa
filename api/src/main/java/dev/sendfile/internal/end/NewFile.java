package dev.sendfile.internal.end;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a target file comes into being: with the permissions of the file that is copied, as {@code
 * Files.copy} would, and where asked for under a temporary name first.
 *
 * @param permissions those that a new file gets; {@code null} for the system's defaults
 */
record NewFile(@Nullable Set<PosixFilePermission> permissions) {

  private static final FileAttribute<?>[] NONE = {};

  FileChannel open(Path path, Set<? extends OpenOption> options) throws IOException {
    FileAttribute<?>[] attributes =
        permissions == null
            ? NONE
            : new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
    try {
      return FileChannel.open(path, options, attributes);
    } catch (UnsupportedOperationException e) {
      throw new UnusableEndException(
          "the file system of "
              + path
              + " has no file channels; pass a channel of Files.newByteChannel(path) as the target",
          e);
    }
  }

  /** A name in the same directory, hidden, that nobody else uses. */
  Path besides(Path path) {
    return path.resolveSibling("." + path.getFileName() + "." + UUID.randomUUID() + ".part");
  }

  /**
   * Gives a complete file its name, and the permissions of the file that had it before.
   *
   * @param complete the file under its temporary name
   * @param path its name
   * @param force whether the change of names must be on the disk too
   */
  void moveInto(Path complete, Path path, boolean force) throws IOException {
    Set<PosixFilePermission> before = permissionsOf(path);
    if (before != null) {
      Files.setPosixFilePermissions(complete, before);
    }
    Files.move(complete, path, StandardCopyOption.ATOMIC_MOVE);
    Path directory = path.toAbsolutePath().getParent();
    if (force && directory != null) {
      try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
        names.force(true);
      }
    }
  }

  /** Tells the permissions; {@code null} where there is no file, or they are not POSIX. */
  private static @Nullable Set<PosixFilePermission> permissionsOf(Path path) {
    try {
      return Files.getPosixFilePermissions(path);
    } catch (IOException | UnsupportedOperationException e) {
      return null;
    }
  }
}
