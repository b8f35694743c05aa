package dev.sendfile;

import org.jspecify.annotations.Nullable;

/**
 * The thread was interrupted. Its interrupt flag is still set. Between two steps the engine closes
 * nothing; the JDK itself closes an interruptible channel whose call was interrupted, a shared
 * {@code FileChannel} included.
 */
public final class TransferInterruptedException extends TransferException {

  private static final long serialVersionUID = 1L;

  TransferInterruptedException(String message, @Nullable Throwable cause, Account account) {
    super(message, cause, account, FailedEnd.NEITHER);
  }
}
