package dev.sendfile;

import dev.sendfile.internal.end.EngineSource;
import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Candidate;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One step of a strategy, and what it really did. Whatever the strategy answers or throws, the two
 * ends are asked whether they have failed, and what has gone through them: another strategy may
 * follow only where that is known.
 */
final class Attempt {

  private Attempt() {}

  /**
   * Takes a step.
   *
   * @param by whose step it is
   * @return what it answered; {@code null} if it threw, and another may follow
   * @throws IOException if the transfer cannot go on
   */
  static @Nullable Step of(Chain chain, Driver driver, Candidate by, Session session, Batch batch)
      throws IOException {
    Doubt.refuse(driver, null); // an end may have failed behind what it took in the step before
    EngineSource source = driver.source();
    long written = driver.target().written();
    long taken = source.positional() ? 0 : source.consumed() - session.detained();
    Step step;
    try {
      step = Objects.requireNonNull(session.step(batch), "step() returned null");
    } catch (Throwable e) {
      afterThrowing(chain, driver, by, session, written, taken, e);
      return chain.survived(e);
    }
    if (step instanceof Step.Moved moved) {
      long untold = untold(driver, session, written + moved.bytes());
      if (untold > 0) {
        chain.untold(untold);
        throw Failures.untold(driver, untold + moved.bytes(), moved.bytes());
      }
      return moved;
    }
    afterAnswer(chain, driver, by, session, written, taken);
    return step;
  }

  /** Who answered that nothing was moved is believed if that is so. */
  private static void afterAnswer(
      Chain chain, Driver driver, Candidate by, Session session, long written, long taken)
      throws IOException {
    long untold = untold(driver, session, written);
    if (untold > 0) {
      chain.untold(untold);
    }
    Doubt.refuse(driver, null);
    if (untold > 0) {
      throw Failures.untold(driver, untold, 0);
    }
    requireNothingLost(driver, by, session, taken, null);
  }

  /** Returns if another strategy may follow the one that threw, as far as the ends can tell. */
  private static void afterThrowing(
      Chain chain,
      Driver driver,
      Candidate by,
      Session session,
      long written,
      long taken,
      Throwable thrown)
      throws IOException {
    EngineSource source = driver.source();
    long untold = untold(driver, session, written);
    if (!source.positional() && Throwing.interruptOf(thrown) != null) {
      // the interrupted write may have taken what is gone from the session's buffer
      untold = Math.max(untold, source.consumed() - detained(session) - taken);
    }
    if (untold > 0) {
      chain.untold(untold);
    }
    Doubt.refuse(driver, thrown);
    requireFraming(driver, thrown);
    if (untold > 0) {
      throw Throwing.<IOException>as(thrown);
    }
    requireNothingLost(driver, by, session, taken, thrown);
  }

  /** Bytes that have gone through the target's methods, and of which the session does not tell. */
  private static long untold(Driver driver, Session session, long told) {
    long untold = driver.target().written() - told;
    return untold > 0 ? Math.max(0, untold - stray(session)) : 0;
  }

  private static void requireNothingLost(
      Driver driver, Candidate by, Session session, long taken, @Nullable Throwable thrown)
      throws IOException {
    EngineSource source = driver.source();
    if (!source.positional() && source.consumed() - session.detained() > taken) {
      throw Retirement.lost(by, thrown);
    }
  }

  /** Whose header was released meanwhile has made the strategy throw. */
  private static void requireFraming(Driver driver, Throwable thrown)
      throws UnreadableFramingException {
    try {
      driver.requireFraming();
    } catch (UnreadableFramingException e) {
      e.addSuppressed(thrown);
      throw e;
    }
  }

  /** What a session still holds, which all may be gone of one that cannot be asked. */
  private static long detained(Session session) {
    try {
      return session.detained();
    } catch (Throwable e) { // it says nothing that could be believed
      return 0;
    }
  }

  /** Bytes that are not the source's, of which a session tells in its own way. */
  private static long stray(Session session) {
    try {
      return session.stray();
    } catch (Throwable e) { // they are not told of, then
      return 0;
    }
  }
}
