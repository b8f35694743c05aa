package dev.sendfile.internal.choice;

import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** No strategy serves the plan. The message is for the user and names the remedy. */
public final class UnservedException extends IOException {

  private static final long serialVersionUID = 1L;

  /** Who declined. */
  private final transient List<Declined> declined;

  /**
   * Makes the exception.
   *
   * @param message for the user
   * @param cause what was thrown, if anything was
   */
  public UnservedException(String message, @Nullable Throwable cause) {
    this(message, cause, List.of());
  }

  /**
   * Makes the exception.
   *
   * @param message for the user
   * @param cause what was thrown, if anything was
   * @param declined who declined the plan
   */
  UnservedException(String message, @Nullable Throwable cause, List<Declined> declined) {
    super(message, cause);
    this.declined = declined;
  }

  /**
   * Returns who declined the plan.
   *
   * @return the strategies that might have served it
   */
  public List<Declined> declined() {
    return declined;
  }
}
