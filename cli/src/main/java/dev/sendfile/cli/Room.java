package dev.sendfile.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is left of a file system. */
final class Room {

  /** With less, a write can fail for want of room. */
  private static final long LITTLE = 1 << 20;

  /** What benchmarks leave to others. */
  private static final long SPARE = 64 << 20;

  private Room() {}

  /**
   * Says what to do where there is little room: the text of the failure itself is translated, and
   * cannot be asked.
   *
   * @param file where bytes should go, which may not be there
   * @param needed how many; -1 where not known
   * @return words that end in a semicolon; none where there is room enough
   */
  static String hint(Path file, long needed) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      boolean there = folder == null || Files.exists(file);
      long left = Files.getFileStore(there ? file : folder).getUsableSpace();
      return left >= Math.max(needed, LITTLE)
          ? ""
          : "its file system has room for " + left + " bytes more: make room; ";
    } catch (IOException e) {
      return "";
    }
  }

  /** Where the files of a benchmark lie. */
  static Path forBenchmarks() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  /**
   * Fails where bytes would not fit: a full temporary folder is a nuisance to others.
   *
   * @param folder where they should go
   * @param needed how many
   * @param instead what to ask for instead
   */
  static void require(Path folder, long needed, String instead) throws CommandException {
    String remedy = "give " + instead + ", or set TMPDIR to a folder with more room";
    try {
      long free = Files.getFileStore(folder).getUsableSpace();
      if (needed > free - SPARE) {
        throw new CommandException(
            "no room for files of %d bytes in %s: %d are free, and %d of them are left to others"
                .formatted(needed, folder, free, Math.min(free, SPARE)),
            remedy,
            null);
      }
    } catch (IOException e) {
      throw new CommandException("no files can be written in " + folder + ": " + e, remedy, e);
    }
  }
}
