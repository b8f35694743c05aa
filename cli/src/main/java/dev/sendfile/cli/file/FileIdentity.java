package dev.sendfile.cli.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Which file something is, whatever names or descriptors it goes by. Of devices, terminals among
 * them, nothing is told: who writes to one does not harm what others have written there.
 *
 * @param key what tells it from all others
 * @param pipe whether it is a FIFO or a pipe, which holds nothing that could be harmed later
 */
public record FileIdentity(Object key, boolean pipe) {

  /** The bits of a mode that tell what kind of file it is, and those of a FIFO. */
  private static final int FILE_TYPE = 0170000;

  private static final int FIFO = 0010000;

  /** Looks at a file; {@code null} where there is none, or none that is told of. */
  public static @Nullable FileIdentity of(Path path) {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      Object key = attributes.fileKey();
      boolean pipe = attributes.isOther() && isPipe(path);
      return key != null && (pipe || attributes.isRegularFile())
          ? new FileIdentity(key, pipe)
          : null;
    } catch (IOException e) {
      return null;
    }
  }

  /** Whether it is a FIFO, or a pipe that a descriptor leads to. */
  public static boolean isPipe(Path path) {
    try {
      return ((int) Files.getAttribute(path, "unix:mode") & FILE_TYPE) == FIFO;
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }
}
