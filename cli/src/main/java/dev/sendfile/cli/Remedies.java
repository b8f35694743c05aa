package dev.sendfile.cli;

import dev.sendfile.NoStrategyException;
import dev.sendfile.RangeException;
import dev.sendfile.TransferException;
import dev.sendfile.TransferTimeoutException;
import dev.sendfile.TruncatedSourceException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What a user of the command can do about a failed transfer. */
final class Remedies {

  static final String CHECK_THE_PATH = "check the path; relative ones start at ";
  static final String PERMISSIONS = "change its permissions, or run this as a user who may";

  private Remedies() {}

  static String of(TransferException e) {
    if (e instanceof RangeException range) {
      return "give an --offset and --length within its " + range.size() + " bytes";
    }
    if (e instanceof TransferTimeoutException) {
      return "see what holds the receiver up, or allow for it with a longer --write-timeout";
    }
    if (e instanceof TruncatedSourceException) {
      return "send it again when nobody writes to it, or a --length that it keeps";
    }
    if (e instanceof NoStrategyException) {
      return "'sendfile explain FILE --to tcp' tells what would serve";
    }
    if (e.getCause() instanceof NoSuchFileException) {
      return CHECK_THE_PATH + Path.of("").toAbsolutePath();
    }
    if (e.getCause() instanceof AccessDeniedException) {
      return PERMISSIONS;
    }
    return e.strategy().isPresent()
        ? "see why the receiver ended the connection"
        : "give the path of a file that can be read";
  }
}
