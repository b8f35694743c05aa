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
    long untold = chain.untold();
    long inDoubt = Math.max(driver.target().inDoubt(), hidden(driver, stopped) - untold);
    inDoubt += chain.stray() + untold;
    long accepted = driver.accepted();
    return new Account(accepted, accepted, driver.total(), chain.ran().name(), chain.takeBack())
        .inDoubt(inDoubt);
  }

  /** Bytes that an interrupted call may have moved. */
  private static long hidden(Driver driver, @Nullable Throwable stopped) {
    ClosedByInterruptException interrupt =
        stopped instanceof EndFailedException ? null : Throwing.interruptOf(stopped);
    if (interrupt == null || driver.contentLeft() == 0 || Doubt.isOf(driver.source(), interrupt)) {
      return 0;
    }
    long most = driver.headerLeft() + mayHaveMoved(driver);
    long total = driver.total();
    return total < 0 ? most : Math.min(most, total - driver.accepted());
  }

  /** Content bytes that a step may have moved which does not tell. */
  private static long mayHaveMoved(Driver driver) {
    Chain chain = driver.chain();
    long read = driver.source().positional() ? 0 : chain.detained() + chain.untold();
    // what was read is all there is
    return read > 0 ? Math.min(read, driver.max()) : driver.max();
  }
}
