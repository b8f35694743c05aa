package dev.sendfile.internal.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a file looks like that comes into being: like the file that is copied, as with {@code
 * Files.copy}.
 *
 * @param permissions those that it gets, less the process's umask; {@code null} for the system's
 *     defaults. A file system without such permissions has its own
 */
public record NewFile(@Nullable Set<PosixFilePermission> permissions) {

  /** With the system's defaults. */
  public static final NewFile USUAL = new NewFile(null);

  private static final FileAttribute<?>[] NONE = {};

  /**
   * Opens a file, or creates it.
   *
   * @param path the file
   * @param options how
   * @return its channel
   * @throws IOException if that failed
   * @throws UnsupportedOperationException if the file system is not for writing
   */
  public FileChannel open(Path path, Set<? extends OpenOption> options) throws IOException {
    return ByteChannelFile.open(path, options, attributes(path));
  }

  private FileAttribute<?>[] attributes(Path path) {
    return permissions == null || !hasPermissions(path)
        ? NONE
        : new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
  }

  private static boolean hasPermissions(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix");
  }
}
