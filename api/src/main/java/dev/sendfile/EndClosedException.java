package dev.sendfile;

import org.jspecify.annotations.Nullable;

/**
 * An end was closed by this process while the transfer was under way, or before it began: by its
 * owner in another thread, as a rule. To shut down the direction that is used is to close it.
 * {@link #failedEnd()} says which. That a peer has closed its side of a connection is something
 * else: writing to it, or reading from it, fails then.
 */
public final class EndClosedException extends TransferException {

  private static final long serialVersionUID = 1L;

  EndClosedException(String message, @Nullable Throwable cause, Account account, FailedEnd end) {
    super(message, cause, account, end);
  }
}
