package dev.sendfile;

import dev.sendfile.internal.end.EngineSource;
import dev.sendfile.internal.end.EngineTarget;
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
    long written = driver.target().written() + chain.bypassed();
    long taken = source.positional() ? 0 : source.consumed() - detained(session);
    Step step;
    try {
      step = Objects.requireNonNull(session.step(batch), "step() returned null");
    } catch (Throwable e) {
      afterThrowing(chain, driver, by, session, written, taken, e);
      return chain.survived(e);
    }
    if (step instanceof Step.Moved moved) {
      afterMoving(chain, driver, session, written, moved.bytes());
      return moved;
    }
    afterAnswer(chain, driver, by, session, written, taken);
    return step;
  }

  /**
   * What has gone through the target's methods is as much as was told, or less where others move
   * bytes too; those of a stranger's are the only way to it.
   */
  private static void afterMoving(
      Chain chain, Driver driver, Session session, long written, long told) throws IOException {
    long untold = untold(chain, driver, session, written + told);
    if (untold > 0) {
      chain.untold(untold);
      throw Failures.untold(driver, untold + told, told);
    }
    EngineTarget target = driver.target();
    if (target.foreign() && !target.positional() && target.written() < written + told) {
      throw Failures.invented(driver, told, target.written() - written);
    }
  }

  /** Who answered that nothing was moved is believed if that is so. */
  private static void afterAnswer(
      Chain chain, Driver driver, Candidate by, Session session, long written, long taken)
      throws IOException {
    long untold = untold(chain, driver, session, written);
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
    long untold = untold(chain, driver, session, written);
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

  /**
   * To open a session moves nothing, whatever comes of it.
   *
   * @param opened the session, if there is one
   * @param written what had gone through the target's methods before
   * @param taken what had been taken from a sequential source before
   * @throws IOException if bytes are where they should not be
   */
  static void afterOpening(
      Chain chain,
      Driver driver,
      @Nullable Session opened,
      long written,
      long taken,
      @Nullable Throwable thrown)
      throws IOException {
    long untold = driver.target().written() + chain.bypassed() - written;
    if (untold > 0) {
      chain.untold(untold);
    }
    Doubt.refuse(driver, thrown);
    if (untold > 0) {
      throw Failures.untold(driver, untold, 0);
    }
    EngineSource source = driver.source();
    long held = opened == null ? 0 : detained(opened);
    if (!source.positional() && source.consumed() - held > taken) {
      throw Retirement.lost(chain.current(), thrown);
    }
  }

  /** Bytes that have gone through the target's methods, and of which the session does not tell. */
  private static long untold(Chain chain, Driver driver, Session session, long told) {
    long untold = driver.target().written() + chain.bypassed() - told;
    return untold > 0 ? Math.max(0, untold - stray(session)) : 0;
  }

  private static void requireNothingLost(
      Driver driver, Candidate by, Session session, long taken, @Nullable Throwable thrown)
      throws IOException {
    EngineSource source = driver.source();
    if (!source.positional() && source.consumed() - detained(session) > taken) {
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
      return Math.max(0, session.detained());
    } catch (Throwable e) { // it says nothing that could be believed
      return 0;
    }
  }

  /** Bytes that are not the source's, of which a session tells in its own way. */
  private static long stray(Session session) {
    try {
      return Math.max(0, session.stray());
    } catch (Throwable e) { // they are not told of, then
      return 0;
    }
  }
}
