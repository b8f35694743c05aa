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

  /** One thing to give back, in this order. */
  private enum Part {
    SESSIONS,
    SUPERVISION,
    POSITION,
    CLAIM,
    WATCH,
    SOURCE,
    TARGET,
    FRAMEWORK
  }

  private static final Part[] PARTS = Part.values();

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
        close(driver, part);
      } catch (Exception e) {
        log("giving back what a transfer held failed", e);
      } catch (Throwable e) {
        error = Throwing.firstOf(error, e);
      }
    }
    return error;
  }

  /** By a switch: the compiler sees through it, and not through eight lambdas. */
  private static void close(Driver driver, Part part) throws IOException {
    switch (part) {
      case SESSIONS -> driver.chain().close();
      case SUPERVISION -> driver.endSupervision();
      case POSITION -> driver.moveSourceOn();
      case CLAIM -> driver.target().unclaim(driver);
      case WATCH -> driver.target().watchBy(driver.terms().engine().watchdog());
      case SOURCE -> release(driver.source());
      case TARGET -> release(driver.target());
      case FRAMEWORK -> leaveFramework(driver);
    }
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
