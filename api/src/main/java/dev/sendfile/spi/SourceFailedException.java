package dev.sendfile.spi;

import java.io.IOException;

/**
 * Reading from a sequential source has failed, in a call of the strategy's own. Unlike after any
 * other exception no strategy goes on: what is behind the source may have told of the failure this
 * once, as a connection does that was reset, and would call the next read the end.
 *
 * <p>What fails in {@link Source#read} the engine has seen itself.
 */
public final class SourceFailedException extends IOException {

  private static final long serialVersionUID = 1;

  /**
   * Makes an exception.
   *
   * @param message what failed, in words for a user
   */
  public SourceFailedException(String message) {
    super(message);
  }
}
