package dev.sendfile.spi;

import org.jspecify.annotations.Nullable;

/**
 * Why a strategy does not serve.
 *
 * @param scope how far this reaches
 * @param reason in words for a user, without a final full stop
 * @param cause what was thrown, if anything was
 */
public record Refusal(Scope scope, String reason, @Nullable Throwable cause) {

  /**
   * Makes a refusal of these two ends, without an exception.
   *
   * @param reason in words for a user
   * @return the refusal
   */
  public static Refusal ofEnds(String reason) {
    return new Refusal(Scope.ENDS, reason, null);
  }

  /**
   * Makes a refusal of this step only, without an exception.
   *
   * @param reason in words for a user
   * @return the refusal
   */
  public static Refusal ofStep(String reason) {
    return new Refusal(Scope.STEP, reason, null);
  }
}
