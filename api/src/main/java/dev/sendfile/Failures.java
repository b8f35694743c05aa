package dev.sendfile;

import dev.sendfile.TransferResult.PassedOver;
import dev.sendfile.internal.choice.Declined;
import dev.sendfile.internal.choice.UnservedException;
import dev.sendfile.internal.end.ClosedByOwnerException;
import dev.sendfile.internal.end.EngineEnd;
import dev.sendfile.internal.end.UnusableEndException;
import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.SourceFailedException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Names failures. The texts of JDK exceptions are translated and sometimes misleading ("Bad
 * address" for a truncated file, "Bad file descriptor" for a closed channel), so the state of the
 * two ends is asked first.
 */
final class Failures {

  private Failures() {}

  /**
   * What stopped a transfer before its driver existed. Nothing was moved.
   *
   * @param end which was being opened
   */
  static TransferException beforeStart(Throwable e, FailedEnd end) {
    return beforeStart(e, end, null);
  }

  /**
   * The same.
   *
   * @param opened that end, if it was there already
   */
  static TransferException beforeStart(Throwable e, FailedEnd end, @Nullable EngineEnd opened) {
    if (e instanceof TransferException known) {
      return known;
    }
    if (e instanceof UnservedException unserved) {
      return new NoStrategyException(
          Words.of(e), e.getCause(), Account.NOTHING, named(unserved.declined()), List.of());
    }
    // an end that an interrupt has closed may be found closed only later, and one that says that it
    // was closed by one may be a stranger's
    if (Thread.currentThread().isInterrupted()) {
      return new TransferInterruptedException(
          "the thread was interrupted; nothing was sent", e, Account.NOTHING);
    }
    String message = beforeStartWords(e, end, opened) + "; nothing was sent";
    if (e instanceof ClosedChannelException) {
      return new EndClosedException(message, e, Account.NOTHING, end);
    }
    if (e instanceof EndFailedException known) {
      return new TransferException(message, e.getCause(), Account.NOTHING, known.end());
    }
    Throwable cause = e instanceof UnusableEndException ? e.getCause() : e;
    return new TransferException(message, cause, Account.NOTHING, end);
  }

  private static String beforeStartWords(Throwable e, FailedEnd end, @Nullable EngineEnd opened) {
    if (e.getClass() == IOException.class && opened != null) { // the words of the system alone
      return (end == FailedEnd.SOURCE ? "reading from " : "writing to ")
          + opened.describe()
          + " failed: "
          + Words.of(e);
    }
    if (e instanceof IOException) {
      return end == FailedEnd.SOURCE ? Words.ofOpening(e) : Words.of(e);
    }
    return switch (end) { // whatever is behind it, a provider of paths for example
      case SOURCE -> "the source threw " + e;
      case TARGET -> "the target threw " + e;
      case NEITHER -> "the transfer could not be opened: " + e;
    };
  }

  /** Whether another strategy may do what this exception kept one from doing. */
  static boolean maySurvive(Driver driver, IOException e) {
    return driver.source().isOpen()
        && driver.target().isOpen()
        && !(e instanceof SourceFailedException)
        && driver.stop() == Guard.Stop.NO
        && !Thread.currentThread().isInterrupted()
        && !(e instanceof TransferException);
  }

  /** What ended a transfer under way. */
  static TransferException underWay(Driver driver, Throwable thrown) {
    if (thrown instanceof TransferException known && !isOfEnd(driver, thrown)) {
      return known;
    }
    Throwable e = ofFraming(driver, thrown);
    TransferException stopped = stopped(driver, e);
    if (stopped != null) {
      return stopped;
    }
    Throwable cause = e instanceof UnusableEndException ? e.getCause() : e;
    if (e instanceof EndFailedException known) {
      return failed(driver, known.end(), Words.of(e), e.getCause());
    }
    // asked first: where a step does not notice that, the engine closes the source to end it
    if (wasClosed(driver.target(), e)) {
      return new EndClosedException(
          driver.target().describe() + " was closed while it was being written to",
          cause,
          Accounting.of(driver),
          FailedEnd.TARGET);
    }
    if (e instanceof IOException && !isOfSource(driver, e) && driver.target().shutDown()) {
      return shutDown(
          driver, "the output of " + driver.target().describe(), cause, FailedEnd.TARGET);
    }
    if (isOfTarget(driver, e)) {
      return failed(driver, FailedEnd.TARGET, writing(driver, e), cause);
    }
    if (wasClosed(driver.source(), e)) {
      return new EndClosedException(
          driver.source().describe() + " was closed while it was being sent",
          cause,
          Accounting.of(driver),
          FailedEnd.SOURCE);
    }
    if (isOfSource(driver, e) || (e instanceof IOException && cannotBeRead(driver))) {
      return failed(driver, FailedEnd.SOURCE, reading(driver, e), cause);
    }
    if (driver.sourceShrank()) {
      return truncated(driver, e);
    }
    if (e instanceof UnusableEndException) {
      return failed(driver, FailedEnd.NEITHER, Words.of(e), cause);
    }
    if (!(e instanceof IOException)) {
      return failed(driver, FailedEnd.NEITHER, "the transfer failed: " + Words.of(e), e);
    }
    return failed(driver, FailedEnd.TARGET, writing(driver, e), e);
  }

  /**
   * Memory of a header that was released during a call throws wherever it was read just then, also
   * in the hands of an end.
   */
  private static Throwable ofFraming(Driver driver, Throwable thrown) {
    if (thrown instanceof RuntimeException || thrown instanceof UnusableEndException) {
      try {
        driver.requireFraming();
      } catch (UnreadableFramingException e) {
        e.addSuppressed(thrown);
        return e;
      }
    }
    return thrown;
  }

  /** This side has said that it reads no more, and so the source ended. */
  static TransferException inputShutDown(Driver driver) {
    return shutDown(driver, "the input of " + driver.source().describe(), null, FailedEnd.SOURCE);
  }

  private static TransferException shutDown(
      Driver driver, String what, @Nullable Throwable cause, FailedEnd end) {
    return new EndClosedException(
        what + " was shut down by this side", cause, Accounting.of(driver), end);
  }

  /** The same where not even the ends and the strategies could be asked what they have done. */
  static TransferException unasked(Driver driver, Throwable e) {
    Account account =
        new Account(driver.accepted(), driver.accepted(), driver.total(), null, new byte[0]);
    return new TransferException(
        "the transfer failed: " + e.getClass().getName(),
        e,
        account.inDoubt(driver.target().inDoubt() + driver.chain().untold()),
        FailedEnd.NEITHER);
  }

  private static TransferException failed(
      Driver driver, FailedEnd end, String message, @Nullable Throwable cause) {
    return new TransferException(message, cause, Accounting.of(driver), end);
  }

  private static String writing(Driver driver, Throwable e) {
    return e instanceof UnusableEndException
        ? Words.of(e)
        : "writing to " + driver.target().describe() + " failed: " + Words.of(e);
  }

  private static String reading(Driver driver, Throwable e) {
    return e instanceof UnusableEndException
        ? Words.of(e)
        : "reading from " + driver.source().describe() + " failed: " + Words.of(e);
  }

  /**
   * An end of the caller's may use the library itself: its transfer's account is not this one's.
   */
  private static boolean isOfEnd(Driver driver, Throwable e) {
    return Doubt.isOf(driver.target(), e) || Doubt.isOf(driver.source(), e);
  }

  private static boolean isOfTarget(Driver driver, Throwable e) {
    return Doubt.isOf(driver.target(), e)
        || (driver.target().inDoubt() > 0 && !isOfSource(driver, e));
  }

  private static boolean isOfSource(Driver driver, Throwable e) {
    return e instanceof SourceFailedException || Doubt.isOf(driver.source(), e);
  }

  /**
   * Whether an end was closed by this process. An object of a user's may close itself when it has
   * failed, so one of which nothing is known must say so.
   */
  private static boolean wasClosed(EngineEnd end, Throwable e) {
    if (e instanceof ClosedByOwnerException && Doubt.isOf(end, e)) {
      return true;
    }
    boolean known = !end.kind().equals(EndKind.STREAM) && !end.kind().equals(EndKind.CHANNEL);
    return !end.isOpen() && (known || !Doubt.isOf(end, e) || e instanceof ClosedChannelException);
  }

  /** Whose call has failed, a strategy that makes one for both ends cannot tell; a read can. */
  private static boolean cannotBeRead(Driver driver) {
    try {
      if (driver.source().positional() && driver.contentLeft() > 0) {
        Range.holdsByte(driver.source(), driver.position(), driver.terms().engine());
      }
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** Something failed that was to be done with the target once it had every byte. */
  static EndFailedException finishing(Driver driver, Exception e) {
    boolean known = e instanceof UnusableEndException;
    return new EndFailedException(
        FailedEnd.TARGET,
        known
            ? Words.of(e)
            : driver.target().describe()
                + " took every byte, and could not be completed: "
                + Words.of(e),
        known ? e.getCause() : e);
  }

  /** Something failed that was to be done with the target before its first byte. */
  static EndFailedException preparing(Driver driver, Exception e) {
    if (e instanceof EndFailedException known) {
      return known;
    }
    return new EndFailedException(
        FailedEnd.TARGET, writing(driver, e), e instanceof UnusableEndException ? e.getCause() : e);
  }

  /** The transfer has ended as asked, and then a listener threw. */
  static TransferException ofListener(Driver driver, Throwable e) {
    return failed(
        driver, FailedEnd.NEITHER, "every byte was accepted; then a listener threw " + e, e);
  }

  /**
   * The failure that was asked for: by a timeout, a cancel, an interrupt, or because the library
   * goes away; {@code null} for none.
   */
  static @Nullable TransferException stopped(Driver driver, @Nullable Throwable e) {
    String target = driver.target().describe();
    String source = driver.source().describe();
    Throwable cause = e instanceof EndFailedException ? e.getCause() : e;
    if (driver.libraryStops()) {
      return new TransferCancelledException(
          "the bundle dev.sendfile.api was stopped; start it, and send what is left",
          cause,
          Accounting.of(driver, e));
    }
    switch (driver.stop()) {
      case WRITE_TIMEOUT -> {
        return new TransferTimeoutException(
            target + " took no byte for " + driver.terms().writeTimeoutText(),
            cause,
            Accounting.of(driver, e),
            FailedEnd.TARGET);
      }
      case READ_TIMEOUT -> {
        return new TransferTimeoutException(
            source + " gave no byte for " + driver.terms().readTimeoutText(),
            cause,
            Accounting.of(driver, e),
            FailedEnd.SOURCE);
      }
      case CANCELLED -> {
        return new TransferCancelledException(
            "the transfer was cancelled", cause, Accounting.of(driver, e));
      }
      case NO -> {}
    }
    if (wasInterrupted(driver, e)) {
      return new TransferInterruptedException(
          "the thread was interrupted while it was sending", cause, Accounting.of(driver, e));
    }
    return null;
  }

  /**
   * Of an interrupt that a stranger tells of, this thread must know as well. The status of a thread
   * that read memory which another one released tells nothing: the JVM sets it to throw there.
   */
  private static boolean wasInterrupted(Driver driver, @Nullable Throwable e) {
    if (e instanceof UnreadableFramingException) {
      return false;
    }
    return Thread.currentThread().isInterrupted()
        || (e != null && Throwing.interruptOf(e) != null && !isOfStranger(driver, e));
  }

  private static boolean isOfStranger(Driver driver, Throwable e) {
    if (e instanceof EndFailedException known) {
      EngineEnd end = known.end() == FailedEnd.SOURCE ? driver.source() : driver.target();
      return end.foreign();
    }
    return isOfEnd(driver, e);
  }

  static TransferException truncated(Driver driver, @Nullable Throwable e) {
    long stray = driver.chain().stray();
    return new TruncatedSourceException(
        driver.source().describe()
            + " ended before the "
            + driver.plan().length()
            + " bytes that were to be sent: it "
            + (driver.source().positional() ? "was truncated meanwhile, or " : "")
            + "holds fewer"
            + (stray == 0
                ? ""
                : "; up to "
                    + stray
                    + " zeros that are not counted may follow at the target, since the file was"
                    + " mapped"),
        e,
        Accounting.of(driver));
  }

  /** All strategies gave up. */
  static TransferException gaveUp(Driver driver) {
    List<PassedOver> tried = driver.chain().passedOver();
    String reasons =
        tried.stream()
            .map(it -> it.strategy() + ": " + it.reason())
            .collect(Collectors.joining("; "));
    return new NoStrategyException(
        "every strategy for " + driver.plan().route() + " gave up: " + reasons,
        driver.chain().thrown(),
        Accounting.of(driver),
        named(Successors.declined(driver)),
        tried);
  }

  private static List<PassedOver> named(List<Declined> declined) {
    return declined.stream().map(it -> new PassedOver(it.strategy(), it.reason())).toList();
  }

  /** A strategy claims to have moved more than it was asked to. */
  static TransferException overreported(Driver driver, long bytes, long asked) {
    return unbelievable(
        driver,
        Accounting.of(driver).inDoubt(Math.min(bytes, asked)),
        "reported " + bytes + " bytes for a step of at most " + asked);
  }

  /** A strategy has put more bytes into the target than it tells of; they are in doubt already. */
  static TransferException untold(Driver driver, long bytes, long told) {
    return unbelievable(
        driver,
        Accounting.of(driver).inDoubt(told),
        "wrote " + bytes + " bytes to the target and told of " + told);
  }

  /** A strategy tells of bytes that have not reached a target to which there is no other way. */
  static TransferException invented(Driver driver, long told, long written) {
    return unbelievable(
        driver,
        Accounting.of(driver).inDoubt(written),
        "told of " + told + " bytes and wrote " + written + " to the target");
  }

  private static TransferException unbelievable(Driver driver, Account account, String what) {
    return new TransferException(
        "strategy "
            + driver.chain().current().name()
            + " "
            + what
            + "; report this to its provider",
        null,
        account,
        FailedEnd.NEITHER);
  }
}
