package dev.sendfile.internal.choice;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** No strategy serves the plan. The message is for the user and names the remedy. */
public final class UnservedException extends IOException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the exception.
   *
   * @param message for the user
   * @param cause what was thrown, if anything was
   */
  public UnservedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
