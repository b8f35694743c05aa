package dev.sendfile.cli;

import dev.sendfile.TransferException;

/** Says why a transfer ended, without the account that the exception's own message ends with. */
final class Cause {

  private Cause() {}

  /**
   * Puts it into words.
   *
   * @param e the failure
   * @param doing what was going on, for example {@code copying a to b}
   */
  static String of(TransferException e, String doing) {
    Throwable cause = e.getCause();
    if (cause == null) {
      return e.reason();
    }
    String message = cause.getMessage();
    return doing + " failed: " + (message == null ? cause.toString() : message);
  }
}
