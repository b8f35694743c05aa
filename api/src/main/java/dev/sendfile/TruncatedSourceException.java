package dev.sendfile;

import org.jspecify.annotations.Nullable;

/**
 * The source ended before the bytes that were asked for: the file shrank after the transfer had
 * begun, or a stream holds fewer bytes than the length given.
 */
public final class TruncatedSourceException extends TransferException {

  private static final long serialVersionUID = 1L;

  TruncatedSourceException(String message, @Nullable Throwable cause, Account account) {
    super(message, cause, account, FailedEnd.SOURCE);
  }
}
