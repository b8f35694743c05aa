package dev.sendfile.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is left of a file system. */
final class Room {

  /** With less, a write can fail for want of room. */
  private static final long LITTLE = 1 << 20;

  private Room() {}

  /**
   * Says what to do where there is little room: the text of the failure itself is translated, and
   * cannot be asked.
   *
   * @param file where bytes should go
   * @param needed how many; -1 where not known
   * @return words that end in a semicolon; none where there is room enough
   */
  static String hint(Path file, long needed) {
    try {
      long left = Files.getFileStore(file).getUsableSpace();
      return left >= Math.max(needed, LITTLE)
          ? ""
          : "its file system has room for " + left + " bytes more: make room; ";
    } catch (IOException e) {
      return "";
    }
  }
}
