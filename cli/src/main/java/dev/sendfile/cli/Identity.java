package dev.sendfile.cli;

import dev.sendfile.cli.file.FileStatus;
import dev.sendfile.cli.file.StandardDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Refuses files that are read and written at once, by whatever names or descriptors they go: a
 * shell has emptied one of them, or the bytes would chase their own end.
 */
final class Identity {

  private Identity() {}

  /** Refuses a copy of a file onto itself. */
  static void refuseSame(Input from, Output to) throws CommandException {
    if (same(status(from), status(to))) {
      throw new CommandException(
          from + " and " + to + " are the same file", "name another file for the copy", null);
    }
  }

  private static @Nullable FileStatus status(Input from) {
    return from.path() == null ? StandardDescriptor.INPUT.file().orElse(null) : from.status();
  }

  private static @Nullable FileStatus status(Output to) {
    return to.path() == null ? StandardDescriptor.OUTPUT.file().orElse(null) : to.status();
  }

  private static boolean same(@Nullable FileStatus one, @Nullable FileStatus other) {
    return one != null && other != null && one.sameFile(other);
  }
}
