package dev.sendfile.spi;

import org.jspecify.annotations.Nullable;

/** Whether a strategy can run on this machine and this JVM. */
public sealed interface Availability {

  /**
   * Returns the one available.
   *
   * @return available
   */
  static Availability available() {
    return Available.INSTANCE;
  }

  /**
   * Makes an unavailable.
   *
   * @param cause why not, in words for a user, without a final full stop
   * @param remedy what would make it available: the exact flag to add, the artifact to deploy
   * @return unavailable
   */
  static Availability unavailable(String cause, String remedy) {
    return new Unavailable(cause, remedy, null);
  }

  /**
   * Tells whether the strategy can run.
   *
   * @return {@code true} if it can
   */
  default boolean isAvailable() {
    return this == Available.INSTANCE;
  }

  /** It can run. */
  enum Available implements Availability {
    /** The only instance. */
    INSTANCE;

    @Override
    public String toString() {
      return "available";
    }
  }

  /**
   * It cannot run.
   *
   * @param cause why not, in words for a user
   * @param remedy what would make it available
   * @param thrown what was thrown when that was found out, if anything was
   */
  record Unavailable(String cause, String remedy, @Nullable Throwable thrown)
      implements Availability {
    @Override
    public String toString() {
      return "unavailable: " + cause + "; " + remedy;
    }
  }
}
