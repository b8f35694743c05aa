package dev.sendfile.bench.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Drops files from the page cache, by {@code dd} of the GNU coreutils, which calls {@code
 * posix_fadvise}. Pages that are mapped somewhere, or not written yet, stay.
 */
public final class PageCache {

  private PageCache() {}

  /**
   * Drops a file that was written through to the disk.
   *
   * @param file which
   * @throws IOException if {@code dd} cannot do it
   */
  public static void drop(Path file) throws IOException {
    if (!tryToDrop(file)) {
      throw new IOException("dd could not drop " + file + " from the page cache");
    }
  }

  /**
   * Tells why files cannot be dropped.
   *
   * @param file one to try it with
   * @return the reason; nothing if they can
   * @throws IOException if the thread is interrupted, or the file is not there
   */
  public static Optional<String> objection(Path file) throws IOException {
    String type = Files.getFileStore(file).type();
    if (type.equals("tmpfs") || type.equals("ramfs")) {
      return Optional.of(
          "the files lie on "
              + type
              + ", in memory for good: set -Dbench.dir to a folder on a disk");
    }
    return tryToDrop(file)
        ? Optional.empty()
        : Optional.of("files are dropped from the page cache by dd of GNU coreutils: install it");
  }

  private static boolean tryToDrop(Path file) throws IOException {
    return Tool.run("dd", "if=" + file, "iflag=nocache", "count=0");
  }
}
