package dev.sendfile.internal.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A directory whose names shall be on the disk. Opened before anything is written: whether it can
 * be is no news for the end of a transfer.
 */
public final class Directory implements Closeable {

  private final @Nullable FileChannel channel;

  private Directory(@Nullable FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Opens the directory that a file is in. Only POSIX systems open directories, and those of other
   * providers have no disk: there it forces nothing.
   *
   * @param file the file, which need not exist, and is no link
   * @return the directory
   * @throws IOException if it cannot be opened
   */
  public static Directory of(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    boolean posix =
        file.getFileSystem().equals(FileSystems.getDefault())
            && file.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (directory == null || !posix) {
      return new Directory(null);
    }
    try {
      return new Directory(FileChannel.open(directory, StandardOpenOption.READ));
    } catch (AccessDeniedException e) {
      FileSystemException unreadable =
          new FileSystemException(
              file.toString(),
              null,
              "its directory may not be read by this user, so the new name in it cannot be forced"
                  + " to the disk; write without FORCE, or allow the directory to be read");
      unreadable.initCause(e);
      throw unreadable;
    }
  }

  /**
   * Forces the names to the disk.
   *
   * @throws IOException if that failed: nothing is known of the names then
   */
  public void force() throws IOException {
    if (channel != null) {
      channel.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
