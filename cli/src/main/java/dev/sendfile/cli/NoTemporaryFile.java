package dev.sendfile.cli;

import java.io.IOException;
import java.nio.file.Path;

/** What the command needs for itself cannot be made where temporary files go. */
final class NoTemporaryFile extends IOException {

  private static final long serialVersionUID = 1L;

  NoTemporaryFile(IOException cause) {
    super("no temporary file can be made in " + folder() + ": " + Cause.of(cause), cause);
  }

  /** What to do about it. */
  static String remedy() {
    return "set TMPDIR to a folder where this user can make files and there is room";
  }

  private static Path folder() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }
}
