package dev.sendfile;

import dev.sendfile.internal.end.EngineEnd;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Whether an end may be used any further. What an object of somebody else's has thrown is that
 * object's failure, whoever passes it on, turns it into something else or keeps it to himself: so
 * the ends are asked after every call of a strategy, also after one that answered.
 */
final class Doubt {

  private Doubt() {}

  /**
   * Ends the transfer if one of its ends has failed.
   *
   * @param thrown what the call of the strategy has thrown, if it has
   * @throws IOException the end's failure. Whatever else it is is thrown as it is
   */
  static void refuse(Driver driver, @Nullable Throwable thrown) throws IOException {
    Throwable failure = of(driver, thrown);
    if (failure != null) {
      if (thrown != null) {
        Throwing.firstOf(failure, thrown); // what a strategy has made of it is not lost
      }
      throw Throwing.<IOException>as(failure);
    }
  }

  /** The failure of an end: the one that was thrown, if it was one; {@code null} for none. */
  @SuppressWarnings("ReferenceEquality") // an exception is the one that was thrown, or another
  static @Nullable Throwable of(Driver driver, @Nullable Throwable thrown) {
    Throwable ofTarget = driver.target().failure();
    Throwable ofSource = driver.source().failure();
    if (ofTarget != null && (ofSource == null || ofTarget == thrown)) {
      return ofTarget;
    }
    if (ofSource != null) {
      return ofSource;
    }
    if (driver.target().inDoubt() == 0) {
      return null;
    }
    return thrown != null
        ? thrown
        : new IOException("strategy " + driver.chain().ran().name() + " does not tell why");
  }

  /** Whether it was a call of this end that threw this. */
  @SuppressWarnings("ReferenceEquality") // as above
  static boolean isOf(EngineEnd end, Throwable thrown) {
    return thrown == end.failure();
  }
}
