package dev.sendfile;

import org.jspecify.annotations.Nullable;

/**
 * The target took nothing, or the source gave nothing, for as long as the timeout allows. If that
 * end was in blocking mode, the engine has closed it: there is no other way to end a blocked call.
 */
public final class TransferTimeoutException extends TransferException {

  private static final long serialVersionUID = 1L;

  TransferTimeoutException(
      String message, @Nullable Throwable cause, Account account, FailedEnd end) {
    super(message, cause, account, end);
  }
}
