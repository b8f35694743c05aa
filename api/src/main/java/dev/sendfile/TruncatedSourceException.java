package dev.sendfile;

import org.jspecify.annotations.Nullable;

/**
 * The source ended before the bytes that were asked for: the file shrank after the transfer had
 * begun or holds less than its size says, or a stream holds fewer bytes than the length given.
 * Where no length was given, files of up to a page and those of {@code /proc}, {@code /sys} and the
 * like may end earlier: they tell no size, or a guess.
 */
public final class TruncatedSourceException extends TransferException {

  private static final long serialVersionUID = 1L;

  TruncatedSourceException(String message, @Nullable Throwable cause, Account account) {
    super(message, cause, account, FailedEnd.SOURCE);
  }
}
