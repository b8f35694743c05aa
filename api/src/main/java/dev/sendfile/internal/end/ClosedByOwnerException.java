package dev.sendfile.internal.end;

import java.nio.channels.AsynchronousCloseException;
import org.jspecify.annotations.Nullable;

/**
 * A call has failed, or told of an end, because another thread of this process closed what it
 * worked on, or is about to: where the object itself says something less clear.
 */
public final class ClosedByOwnerException extends AsynchronousCloseException {

  private static final long serialVersionUID = 1L;

  private final @Nullable String message;

  ClosedByOwnerException(@Nullable Throwable cause) {
    this(cause, null);
  }

  /**
   * Makes the exception.
   *
   * @param message for the user, where more is known
   */
  ClosedByOwnerException(@Nullable Throwable cause, @Nullable String message) {
    this.message = message;
    initCause(cause);
  }

  @Override
  public @Nullable String getMessage() {
    return message;
  }
}
