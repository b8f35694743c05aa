package dev.sendfile;

import org.jspecify.annotations.Nullable;

/**
 * No strategy may serve the request: a forced one is unknown, unavailable or unable, or nothing
 * suitable is deployed. The message says which and what would make it work. Nothing was moved
 * unless the last strategy of several gave up mid-way.
 */
public final class NoStrategyException extends TransferException {

  private static final long serialVersionUID = 1L;

  NoStrategyException(String message, @Nullable Throwable cause, Account account) {
    super(message, cause, account, FailedEnd.NEITHER);
  }
}
