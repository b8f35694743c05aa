package dev.sendfile.internal.file;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * A file that was made a moment ago. Whoever removes or renames it later can only name it, and what
 * has its name by then may be another file: so he asks first whether it is the same. As long as it
 * is open nothing else has its key. Between the answer and the call that goes by the name is a
 * moment that no system lets anybody close.
 *
 * @param path the name
 * @param key what tells it from all others; {@code null} where the file system has no such thing,
 *     and the name has to do
 */
public record MadeFile(Path path, @Nullable Object key) {

  /** What no file has: of one that is gone before it was looked at, nothing is there. */
  private static final Object GONE = new Object();

  /**
   * Looks at a file that this process has just made.
   *
   * @param path its name
   * @return the file
   */
  public static MadeFile at(Path path) {
    try {
      return new MadeFile(path, keyOf(path));
    } catch (IOException e) { // in an archive nothing is there before it is closed
      boolean archive = !path.getFileSystem().equals(FileSystems.getDefault());
      return new MadeFile(path, archive ? null : GONE);
    }
  }

  /**
   * Tells whether its name still leads to it.
   *
   * @return whether it does; {@code true} where nobody can tell
   * @throws IOException if it cannot be looked at
   */
  public boolean isThere() throws IOException {
    try {
      return key == null || key.equals(keyOf(path));
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static @Nullable Object keyOf(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS).fileKey();
  }
}
