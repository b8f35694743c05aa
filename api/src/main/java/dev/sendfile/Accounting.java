package dev.sendfile;

import java.nio.channels.ClosedByInterruptException;
import org.jspecify.annotations.Nullable;

/** Takes the account of a transfer that has failed. */
final class Accounting {

  private Accounting() {}

  /** What was accepted, and what may have been. */
  static Account of(Driver driver) {
    return of(driver, null);
  }

  /**
   * The same.
   *
   * @param stopped what has stopped the transfer: an interrupt may hide what the last call did with
   *     content
   */
  static Account of(Driver driver, @Nullable Throwable stopped) {
    Chain chain = driver.chain();
    boolean hidden =
        stopped instanceof ClosedByInterruptException
            && driver.contentLeft() > 0
            && !Doubt.isOf(driver.source(), stopped);
    long inDoubt = hidden ? driver.headerLeft() + mayHaveMoved(driver) : driver.target().inDoubt();
    inDoubt += chain.stray() + chain.untold();
    long accepted = driver.accepted();
    return new Account(accepted, accepted, driver.total(), chain.ran().name(), chain.takeBack())
        .inDoubt(inDoubt);
  }

  /** Content bytes that a step may have moved which does not tell. */
  private static long mayHaveMoved(Driver driver) {
    if (driver.source().positional()) {
      return driver.max();
    }
    long detained = driver.chain().detained();
    // a call of the JDK's that is interrupted has taken from its buffer what it has written
    long away =
        driver.source().consumed() - (driver.position() - driver.plan().offset()) - detained;
    long read = away > 0 ? away : detained;
    return read > 0 ? Math.min(read, driver.max()) : driver.max();
  }
}
