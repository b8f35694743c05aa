package dev.sendfile.internal.file;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Symbolic links, as opening a file follows them. */
public final class Links {

  /** As many as Linux follows. */
  private static final int MOST = 40;

  private Links() {}

  /**
   * Returns where the last name of a path leads, which need not exist: what is written through a
   * link that leads nowhere is created there.
   *
   * @param path a path
   * @return the path itself if its last name is no link
   * @throws IOException if a link cannot be read, or leads back to itself
   */
  public static Path end(Path path) throws IOException {
    Path at = path;
    for (int i = 0; i <= MOST; i++) {
      if (!Files.isSymbolicLink(at)) {
        return at;
      }
      at = at.resolveSibling(Files.readSymbolicLink(at));
    }
    throw new FileSystemException(path.toString(), null, "Too many levels of symbolic links");
  }
}
