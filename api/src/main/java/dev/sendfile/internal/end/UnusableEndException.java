package dev.sendfile.internal.end;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An end of the wrong kind or in the wrong state. The message is for the user and names the remedy.
 */
public final class UnusableEndException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param message for the user
   * @param cause what was thrown, if anything was
   */
  public UnusableEndException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
