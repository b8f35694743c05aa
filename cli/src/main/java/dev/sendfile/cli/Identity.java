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

  /** Refuses to print into a file whose bytes are read. */
  static void refuseReportsIn(Input from) throws CommandException {
    refuseReports(from.toString(), status(from), StandardDescriptor.OUTPUT);
    refuseReports(from.toString(), status(from), StandardDescriptor.ERROR);
  }

  /** Refuses to print into a file that is written. */
  static void refuseReportsIn(Output to) throws CommandException {
    if (to.path() != null) {
      refuseReports(to.toString(), status(to), StandardDescriptor.OUTPUT);
    }
    refuseReports(to.toString(), status(to), StandardDescriptor.ERROR);
  }

  private static void refuseReports(
      String name, @Nullable FileStatus file, StandardDescriptor printed) throws CommandException {
    if (same(file, printed.file().orElse(null))) {
      throw new CommandException(
          printed + " is " + name + " itself: what is printed would get among its bytes",
          "redirect " + printed + " elsewhere",
          null);
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
