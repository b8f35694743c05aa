package dev.sendfile.itests.soak;

import dev.sendfile.EndClosedException;
import dev.sendfile.NoStrategyException;
import dev.sendfile.RangeException;
import dev.sendfile.TransferCancelledException;
import dev.sendfile.TransferException;
import dev.sendfile.TransferInterruptedException;
import dev.sendfile.TransferTimeoutException;
import dev.sendfile.TruncatedSourceException;
import java.util.List;
import java.util.Locale;

/** What befalls a transfer, and what it may then end with, other than well. */
enum Fault {
  NONE,
  /** The receiver closes its end; what it had not read yet makes that a reset. */
  PEER_HANGS_UP(TransferException.class),
  /** The sender breaks the connection off. */
  PEER_RESETS(TransferException.class),
  /** The sender ends too early. */
  PEER_ENDS_EARLY(TruncatedSourceException.class),
  /** The peer takes or gives its time, and all is well. */
  PEER_DAWDLES,
  /** Of what hides its socket, nobody can tell who has closed it. */
  TARGET_CLOSED(EndClosedException.class, TransferException.class),
  SOURCE_CLOSED(EndClosedException.class, TransferException.class),
  SOURCE_TRUNCATED(TruncatedSourceException.class, RangeException.class),
  SOURCE_GROWN,
  CANCEL(TransferCancelledException.class),
  INTERRUPT(TransferInterruptedException.class),
  WRITE_TIMEOUT(TransferTimeoutException.class),
  READ_TIMEOUT(TransferTimeoutException.class),
  /** The target channel throws. */
  TARGET_THROWS(TransferException.class),
  /** The target channel closes itself. */
  TARGET_CLOSES_ITSELF(EndClosedException.class, TransferException.class),
  /** A source that is a stranger throws whatever it likes, perhaps after it has given a part. */
  FOREIGN_SOURCE_THROWS(TransferException.class),
  /** The same of a target. */
  FOREIGN_TARGET_THROWS(TransferException.class);

  private final List<Class<?>> failures;

  Fault(Class<?>... failures) {
    this.failures = List.of(failures);
  }

  /** Whether the transfer may fail like that; subclasses are other failures. */
  boolean explains(TransferException failure) {
    return failures.contains(failure.getClass());
  }

  /** Whether it shows best where the transfer has to wait for its target. */
  boolean wantsFullBuffers() {
    return switch (this) {
      case PEER_HANGS_UP, TARGET_CLOSED, SOURCE_CLOSED, CANCEL, INTERRUPT, WRITE_TIMEOUT -> true;
      default -> false;
    };
  }

  /** Whether it is an end's own doing, which needs nobody to let it happen. */
  boolean isOfAnEnd() {
    return this == TARGET_THROWS || this == TARGET_CLOSES_ITSELF || isForeign();
  }

  /** Whether it is what a stranger throws. */
  boolean isForeign() {
    return this == FOREIGN_SOURCE_THROWS || this == FOREIGN_TARGET_THROWS;
  }

  /** Whether only the want of a strategy can be meant. */
  static boolean isWantOfStrategy(TransferException failure) {
    return failure instanceof NoStrategyException;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
