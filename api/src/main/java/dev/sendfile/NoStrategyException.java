package dev.sendfile;

import dev.sendfile.TransferResult.PassedOver;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * No strategy may serve the request: a forced one is unknown, unavailable or unable, or nothing
 * suitable is deployed. The message says which and what would make it work. Nothing was moved
 * unless the last strategy of several gave up mid-way.
 */
public final class NoStrategyException extends TransferException {

  private static final long serialVersionUID = 1L;

  /** Who declined ahead. */
  private final PassedOver[] declined;

  /** Who tried. */
  private final PassedOver[] passedOver;

  NoStrategyException(
      String message,
      @Nullable Throwable cause,
      Account account,
      List<PassedOver> declined,
      List<PassedOver> passedOver) {
    super(message, cause, account, FailedEnd.NEITHER);
    this.declined = declined.toArray(PassedOver[]::new);
    this.passedOver = passedOver.toArray(PassedOver[]::new);
  }

  /**
   * Returns which strategies declined the request ahead, or are not available. Of a forced one, or
   * of the strategies of a forced technique, only those.
   *
   * @return each with its reason, in no particular order; empty if none is deployed or known by the
   *     name
   */
  public List<PassedOver> declined() {
    return List.of(declined);
  }

  /**
   * Returns which strategies were tried and gave up on the way.
   *
   * @return each with its reason, in the order in which they did; empty if the transfer never began
   */
  public List<PassedOver> passedOver() {
    return List.of(passedOver);
  }
}
