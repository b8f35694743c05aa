package dev.sendfile;

import dev.sendfile.internal.end.EngineEnd;
import dev.sendfile.internal.end.EngineSource;
import dev.sendfile.internal.end.EngineTarget;
import dev.sendfile.internal.framework.Registry;
import java.io.IOException;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/**
 * Gives back all that a transfer holds, one thing after the other, whatever those before have
 * thrown. An exception is logged: the bytes are where they belong. An error is not the engine's to
 * judge, and comes out once everything was given back.
 */
final class Closing {

  /** One thing to give back. */
  @FunctionalInterface
  private interface Part {
    void close(Driver driver) throws IOException;
  }

  /** In this order; once for all transfers. */
  private static final Part[] PARTS = {
    driver -> driver.chain().close(),
    Driver::endSupervision,
    Driver::moveSourceOn,
    driver -> driver.target().unclaim(driver),
    driver -> driver.target().watchBy(driver.terms().engine().watchdog()),
    driver -> release(driver.source()),
    driver -> release(driver.target()),
    Closing::leaveFramework
  };

  private Closing() {}

  /**
   * Gives back all that a transfer holds. Called once.
   *
   * @return the first error, with further ones suppressed in it; {@code null} if there was none
   */
  static @Nullable Throwable of(Driver driver) {
    Throwable error = null;
    for (Part part : PARTS) {
      try {
        part.close(driver);
      } catch (Exception e) {
        log("giving back what a transfer held failed", e);
      } catch (Throwable e) {
        error = Throwing.firstOf(error, e);
      }
    }
    return error;
  }

  /** Closes what was opened for a transfer that does not come about. */
  static @Nullable Throwable of(@Nullable EngineSource source, @Nullable EngineTarget target) {
    return Throwing.firstOf(tried(source), tried(target));
  }

  private static @Nullable Throwable tried(@Nullable EngineEnd end) {
    try {
      if (end != null) {
        release(end);
      }
      return null;
    } catch (Throwable e) {
      return e;
    }
  }

  private static void release(EngineEnd end) {
    try {
      end.release();
    } catch (Exception e) {
      log("closing " + end.describe() + " failed", e);
    }
  }

  private static void leaveFramework(Driver driver) {
    Registry framework = driver.terms().engine().framework();
    if (framework != null) {
      framework.underway().ended(driver);
    }
  }

  private static void log(String what, Exception e) {
    System.getLogger("dev.sendfile").log(Level.WARNING, what, e);
  }
}
