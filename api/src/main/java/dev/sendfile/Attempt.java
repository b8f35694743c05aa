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
    EngineTarget target = driver.target();
    EngineSource source = driver.source();
    long written = target.written();
    long taken = source.positional() ? 0 : source.consumed() - session.detained();
    Step step = null;
    Throwable thrown = null;
    try {
      step = Objects.requireNonNull(session.step(batch), "step() returned null");
    } catch (Throwable e) {
      thrown = e;
    }
    long told = step instanceof Step.Moved moved ? moved.bytes() : 0;
    long untold = target.written() - written - told;
    if (untold > 0) {
      untold = Math.max(0, untold - stray(session));
    }
    if (!source.positional() && Throwing.interruptOf(thrown) != null) {
      // the interrupted write may have taken what is gone from the session's buffer
      untold = Math.max(untold, source.consumed() - detained(session) - taken);
    }
    if (untold > 0) {
      chain.untold(untold);
    }
    if (told == 0) {
      Doubt.refuse(driver, thrown);
      requireFraming(driver, thrown);
    }
    if (untold > 0) {
      throw thrown == null
          ? Failures.untold(driver, untold + told, told)
          : Throwing.<IOException>as(thrown);
    }
    if (told == 0 && !source.positional() && source.consumed() - session.detained() > taken) {
      throw Retirement.lost(by, thrown);
    }
    return step == null ? chain.survived(Objects.requireNonNull(thrown)) : step;
  }

  /** Whose header was released meanwhile has made the strategy throw. */
  private static void requireFraming(Driver driver, @Nullable Throwable thrown)
      throws UnreadableFramingException {
    if (thrown != null) {
      try {
        driver.requireFraming();
      } catch (UnreadableFramingException e) {
        e.addSuppressed(thrown);
        throw e;
      }
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
