package dev.sendfile.cli.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A regular file as it was at one moment. Two that are equal were taken of one file that nobody
 * wrote to, cut or replaced in between.
 *
 * @param key which file it is; {@code null} where the system does not tell
 * @param size its bytes
 * @param times when its content, and where the system tells also its name or mode, last changed
 */
public record FileStatus(@Nullable Object key, long size, String times) {

  /**
   * Looks at a file.
   *
   * @return its status; empty where there is none, or none that is a regular file
   */
  public static Optional<FileStatus> of(Path path) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      return attributes.isRegularFile()
          ? Optional.of(
              new FileStatus(
                  attributes.fileKey(),
                  attributes.size(),
                  attributes.lastModifiedTime() + " " + changed(path)))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String changed(Path path) throws IOException {
    try {
      return Files.getAttribute(path, "unix:ctime").toString();
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return "";
    }
  }

  /** Whether both are of one file; {@code false} where the system does not tell. */
  public boolean sameFile(FileStatus other) {
    return key != null && key.equals(other.key);
  }

  /** Whether both are of different files; {@code false} where the system does not tell. */
  public boolean otherFile(FileStatus other) {
    return key != null && other.key != null && !key.equals(other.key);
  }
}
