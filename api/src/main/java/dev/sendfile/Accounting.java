package dev.sendfile;

import dev.sendfile.internal.end.EngineSource;
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
    boolean gathers = driver.chain().current().offer().has(Capability.GATHERS_HEADER);
    if (driver.headerLeft() > 0 && !gathers) {
      return 0; // the engine writes it by itself, before any content
    }
    EngineSource source = driver.source();
    if (source.positional()) {
      return driver.max();
    }
    // a buffer that was written in part before the interrupt detains less than was read
    long read = source.consumed() - (driver.position() - driver.plan().offset());
    long detained = driver.chain().detained();
    boolean bounded = detained > 0 || isReadByItsMethods(source, read);
    return bounded ? Math.min(Math.max(read, detained), driver.max()) : driver.max();
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
