package dev.sendfile;

import org.jspecify.annotations.Nullable;

/**
 * {@link Transfer#cancel()} ended the transfer, or the OSGi bundle of the library was stopped, as
 * the message says then. If the thread was blocked on an end in blocking mode, that end was closed.
 */
public final class TransferCancelledException extends TransferException {

  private static final long serialVersionUID = 1L;

  TransferCancelledException(String message, @Nullable Throwable cause, Account account) {
    super(message, cause, account, FailedEnd.NEITHER);
  }
}
