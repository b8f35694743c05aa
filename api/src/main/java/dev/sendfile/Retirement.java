package dev.sendfile;

import dev.sendfile.spi.Candidate;
import dev.sendfile.spi.Session;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** How a session ends: it hands over what it holds, and is closed whatever it throws. */
final class Retirement {

  private Retirement() {}

  /**
   * Takes over what a session holds, and closes it.
   *
   * @param by the strategy whose session it is
   * @param off where what it holds goes
   * @throws IOException if bytes of a sequential source are lost, or an end has failed
   */
  static void of(Driver driver, Candidate by, Session session, Detour off) throws IOException {
    Throwable thrown = null;
    long written = 0;
    try {
      off.strayed(Math.max(0, session.stray()));
      off.takeFrom(by, session);
    } catch (Throwable e) {
      thrown = e;
    } finally {
      written = close(driver, by, session);
    }
    Doubt.refuse(driver, thrown);
    if (written > 0) {
      throw Failures.untold(driver, written, 0);
    }
    if (thrown instanceof IOException io) {
      throw io;
    }
    if (thrown != null) {
      Reports.log(driver, by, "surrender()", thrown);
      if (!driver.source().positional()) { // others are read again
        throw lost(by, thrown);
      }
    }
  }

  /** What was taken from a source that cannot be read again is not there any more. */
  static IOException lost(Candidate by, @Nullable Throwable thrown) {
    return new EndFailedException(
        FailedEnd.NEITHER, "what " + by.name() + " had taken from the source is lost", thrown);
  }

  /**
   * Closes a session; what it throws is the fault of its strategy, and harms nobody else.
   *
   * @return bytes that it has written to the target on this occasion, which nobody has asked for
   */
  static long close(Driver driver, Candidate by, Session session) {
    long before = driver.target().written();
    try {
      session.close();
    } catch (Throwable e) {
      Reports.log(driver, by, "close()", e);
    }
    long written = Math.max(0, driver.target().written() - before);
    if (written > 0) {
      driver.chain().untold(written);
    }
    return written;
  }
}
