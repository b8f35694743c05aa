package dev.sendfile;

import dev.sendfile.internal.end.EngineSource;
import dev.sendfile.internal.end.InterruptedReadException;
import dev.sendfile.spi.Capability;
import java.net.Socket;
import java.nio.channels.Channel;
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
    long beyond = driver.target().reached() - driver.targetPosition();
    long inDoubt = Math.max(driver.target().inDoubt(), hidden(driver, stopped) - untold);
    inDoubt = Math.max(inDoubt, beyond);
    inDoubt += chain.stray() + untold;
    long accepted = driver.accepted();
    return new Account(accepted, accepted, driver.total(), chain.ran().name(), chain.takeBack())
        .inDoubt(inDoubt);
  }

  /** Bytes that an interrupted call may have moved. */
  private static long hidden(Driver driver, @Nullable Throwable stopped) {
    ClosedByInterruptException interrupt =
        stopped instanceof EndFailedException ? null : Throwing.interruptOf(stopped);
    if (interrupt == null || driver.contentLeft() == 0 || wasReading(driver, interrupt)) {
      return 0;
    }
    long most = driver.headerLeft() + mayHaveMoved(driver);
    long total = driver.total();
    return total < 0 ? most : Math.min(most, total - driver.accepted());
  }

  /** Whether it was a read that was interrupted: nothing of it has gone to the target. */
  private static boolean wasReading(Driver driver, ClosedByInterruptException interrupt) {
    return interrupt instanceof InterruptedReadException || Doubt.isOf(driver.source(), interrupt);
  }

  /** Content bytes that a step may have moved which does not tell. */
  private static long mayHaveMoved(Driver driver) {
    boolean gathers = driver.chain().current().offer().has(Capability.GATHERS_HEADER);
    if (driver.headerLeft() > 0 && !gathers) {
      return 0; // the engine writes it by itself, before any content
    }
    EngineSource source = driver.source();
    if (source.positional()) {
      return driver.max();
    }
    long held = driver.chain().detained() + driver.chain().untold();
    if (held > 0) {
      return Math.min(held, driver.max()); // what was read is all there is
    }
    long read = source.consumed() - (driver.position() - driver.plan().offset());
    return isReadByItsMethods(source, read) ? Math.min(read, driver.max()) : driver.max();
  }

  /**
   * Whether every byte of a sequential source comes by its own methods, which count. Strategies may
   * go around those of a socket or a pipe of the JDK's own, and let the kernel move the bytes.
   */
  private static boolean isReadByItsMethods(EngineSource source, long read) {
    return read >= 0
        && source.consumed() > 0
        && source.as(Channel.class) == null
        && source.as(Socket.class) == null;
  }
}
