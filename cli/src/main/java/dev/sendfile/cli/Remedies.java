package dev.sendfile.cli;

import dev.sendfile.EndClosedException;
import dev.sendfile.FailedEnd;
import dev.sendfile.NoStrategyException;
import dev.sendfile.RangeException;
import dev.sendfile.TransferException;
import dev.sendfile.TransferTimeoutException;
import dev.sendfile.TruncatedSourceException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** What a user of the command can do about a failed transfer. */
final class Remedies {

  static final String CHECK_THE_PATH = "check the path; relative ones start at ";
  static final String PERMISSIONS = "change its permissions, or run this as a user who may";

  static final String OUR_FAULT =
      "this is a fault of the command: report it with what --verbose prints";

  private Remedies() {}

  /** For who does not know what the user has called the ends. */
  static Remedy of(TransferException e) {
    return e instanceof NoStrategyException
        ? unforced(new Remedy("see what there is: ", Program.word() + " doctor", ""))
        : Remedy.of(words(e));
  }

  /**
   * For a transfer that a command line asks for. Where nothing serves, leads to why.
   *
   * @param from what is read
   * @param to what is written to
   */
  static Remedy of(TransferException e, Input from, Kind to, CommandSpec command) {
    return e instanceof NoStrategyException
        ? unforced(
            new Remedy("see what would serve: ", Explain.of(from, to, command).toString(), ""))
        : of(e);
  }

  private static Remedy unforced(Remedy remedy) {
    return System.getProperty(Again.FORCE_PROPERTY) == null
        ? remedy
        : remedy.behind("change or leave out -D" + Again.FORCE_PROPERTY + ", or ");
  }

  private static String words(TransferException e) {
    if (e instanceof RangeException range) {
      return "give an --offset and --length within its " + range.size() + " bytes";
    }
    if (e instanceof TransferTimeoutException) {
      return e.failedEnd() == FailedEnd.SOURCE
          ? "see why nothing comes from what is read"
          : "see what holds the receiver up, or allow for it with a longer --write-timeout";
    }
    if (e instanceof TruncatedSourceException) {
      return "send it again when nobody writes to it, or a --length that it keeps";
    }
    if (e.getCause() instanceof NoSuchFileException) {
      return CHECK_THE_PATH + Path.of("").toAbsolutePath();
    }
    if (e.getCause() instanceof AccessDeniedException) {
      return PERMISSIONS;
    }
    if (e instanceof EndClosedException) {
      return "no other side has done that: " + OUR_FAULT;
    }
    return switch (e.failedEnd()) {
      case SOURCE ->
          e.strategy().isPresent()
              ? "see what is the matter with what is read"
              : "give the path of a file that can be read";
      case TARGET -> "see what is the matter with what is written to";
      case NEITHER -> "--verbose prints where it happened";
    };
  }
}
