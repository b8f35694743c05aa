package dev.sendfile.cli;

import dev.sendfile.EndClosedException;
import dev.sendfile.FailedEnd;
import dev.sendfile.TransferException;
import dev.sendfile.TruncatedSourceException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/** Says what went wrong where an exception says too little: its message may be a path, or none. */
final class Cause {

  private static final String NOTHING_SENT = "; nothing was sent";

  private Cause() {}

  /**
   * Says why a transfer ended, and at which end if one failed, without the account that the
   * exception's own message ends with.
   *
   * @param e the failure
   * @param source what the user calls the end that was read
   * @param target what the user calls the end that was written to
   * @param doing what was going on, for example {@code copying a to b}
   */
  static String of(TransferException e, Object source, Object target, String doing) {
    Throwable cause = e.getCause();
    boolean ofSource = e.failedEnd() == FailedEnd.SOURCE;
    if (e instanceof EndClosedException) {
      return (ofSource ? source : target) + " was closed by this side";
    }
    if (cause == null || saysMore(e)) {
      return e.reason();
    }
    return (ofSource ? "reading from " + source : doing) + " failed: " + of(cause);
  }

  /**
   * Says why a transfer did not begin. That nothing was sent goes without saying, and nothing is
   * what a copy sends anyway.
   */
  static String withoutAccount(TransferException e) {
    String reason = String.valueOf(e.getMessage());
    return reason.endsWith(NOTHING_SENT)
        ? reason.substring(0, reason.length() - NOTHING_SENT.length())
        : reason;
  }

  /**
   * Whether the library has found out what the words of the cause hide: a call on a truncated file
   * is a "Bad address".
   */
  private static boolean saysMore(TransferException e) {
    return e instanceof TruncatedSourceException || e.failedEnd() == FailedEnd.NEITHER;
  }

  /**
   * Puts any failure into words.
   *
   * @param e what was thrown
   */
  static String of(Throwable e) {
    if (e instanceof FileSystemException file && file.getFile() != null) {
      String words = file.getReason() == null ? words(file) : file.getReason();
      return words == null ? e.toString() : file.getFile() + other(file) + ": " + words;
    }
    if (e instanceof UnknownHostException) {
      return "the host " + e.getMessage() + " is not known";
    }
    if (e instanceof ClosedChannelException) {
      return "it was closed by this side";
    }
    String message = e.getMessage();
    return message != null && message.strip().contains(" ") ? message : e.toString();
  }

  private static String other(FileSystemException e) {
    return e.getOtherFile() == null ? "" : " -> " + e.getOtherFile();
  }

  /** What the class of an exception stands for, where it has no words of its own. */
  private static @Nullable String words(FileSystemException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return "it exists";
    }
    if (e instanceof NotDirectoryException) {
      return "not a directory";
    }
    if (e instanceof DirectoryNotEmptyException) {
      return "the directory is not empty";
    }
    return e instanceof FileSystemLoopException ? "its links lead in a circle" : null;
  }
}
