package dev.sendfile;

import dev.sendfile.internal.end.ClosedByOwnerException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * Puts what was thrown into words for a user. Some exceptions have no message, and some no more
 * than a path.
 */
final class Words {

  private Words() {}

  static String of(Throwable thrown) {
    if (thrown instanceof NoSuchFileException missing) {
      return missing.getFile() + " does not exist";
    }
    if (thrown instanceof FileSystemException file) {
      return ofFile(file);
    }
    if (thrown instanceof TransferException other) { // whose account is not this transfer's
      return other.reason();
    }
    String message = thrown.getMessage();
    if (thrown instanceof ClosedChannelException) {
      return message != null && thrown instanceof ClosedByOwnerException
          ? message
          : "an end of the transfer is closed";
    }
    // the class says it where nobody wrote the message for users
    return message == null || !(thrown instanceof IOException) ? thrown.toString() : message;
  }

  /** Of a source that could not be opened. */
  static String ofOpening(Throwable thrown) {
    if (thrown instanceof AccessDeniedException denied) {
      return denied.getFile() + " may not be read by this user";
    }
    if (thrown instanceof FileSystemException file && !(thrown instanceof NoSuchFileException)) {
      return file.getFile() + " cannot be opened: " + reason(file);
    }
    return of(thrown);
  }

  private static String ofFile(FileSystemException file) {
    if (file instanceof AccessDeniedException) {
      return "access to " + file.getFile() + " is denied";
    }
    String other = file.getOtherFile() == null ? "" : " -> " + file.getOtherFile();
    return file.getFile() + other + ": " + reason(file);
  }

  private static String reason(FileSystemException file) {
    String reason = file.getReason();
    return reason == null ? file.getClass().getSimpleName() : reason;
  }
}
