package dev.sendfile;

import dev.sendfile.internal.choice.UnservedException;
import dev.sendfile.internal.end.UnusableEndException;
import dev.sendfile.spi.SourceFailedException;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Names failures. The texts of JDK exceptions are translated and sometimes misleading ("Bad
 * address" for a truncated file, "Bad file descriptor" for a closed channel), so the state of the
 * two ends is asked first.
 */
final class Failures {

  private Failures() {}

  /** What stopped a transfer before its driver existed. Nothing was moved. */
  static TransferException beforeStart(IOException e) {
    if (e instanceof TransferException known) {
      return known;
    }
    if (e instanceof UnservedException) {
      return new NoStrategyException(words(e), e.getCause(), Account.NOTHING);
    }
    // an end that an interrupt has closed may be found closed only later
    if (e instanceof ClosedByInterruptException || Thread.currentThread().isInterrupted()) {
      return new TransferInterruptedException(
          "the thread was interrupted; nothing was sent", e, Account.NOTHING);
    }
    Throwable cause = e instanceof UnusableEndException ? e.getCause() : e;
    return new TransferException(words(e) + "; nothing was sent", cause, Account.NOTHING);
  }

  /** Whether another strategy may do what this exception kept one from doing. */
  static boolean maySurvive(Driver driver, IOException e) {
    return driver.source().isOpen()
        && driver.target().isOpen()
        && driver.target().inDoubt() == 0
        && driver.source().failure() == null
        && !(e instanceof SourceFailedException)
        && driver.stop() == Guard.Stop.NO
        && !Thread.currentThread().isInterrupted()
        && !(e instanceof TransferException);
  }

  /** What ended a transfer under way. */
  static TransferException underWay(Driver driver, Exception e) {
    if (e instanceof TransferException known) {
      return known;
    }
    TransferException stopped = stopped(driver, e);
    if (stopped != null) {
      return stopped;
    }
    // asked first: where a step does not notice that, the engine closes the source to end it
    if (!driver.target().isOpen()) {
      return new TransferException(
          driver.target().describe() + " was closed while it was being written to",
          e,
          driver.account());
    }
    if (e instanceof UnusableEndException) {
      return new TransferException(words(e), e.getCause(), driver.account());
    }
    boolean ofSource = e instanceof SourceFailedException || e.equals(driver.source().failure());
    if (driver.source().isOpen() && ofSource) {
      return new TransferException(
          "reading from " + driver.source().describe() + " failed: " + words(e),
          e,
          driver.account());
    }
    if (!driver.source().isOpen()) {
      return new TransferException(
          driver.source().describe() + " was closed while it was being sent", e, driver.account());
    }
    if (driver.sourceShrank()) {
      return truncated(driver, e);
    }
    return new TransferException(
        "writing to " + driver.target().describe() + " failed: " + words(e), e, driver.account());
  }

  /**
   * The failure that was asked for: by a timeout, a cancel, an interrupt, or because the library
   * goes away; {@code null} for none.
   */
  static @Nullable TransferException stopped(Driver driver, @Nullable Exception e) {
    String target = driver.target().describe();
    String source = driver.source().describe();
    if (driver.libraryStops()) {
      return new TransferCancelledException(
          "the bundle dev.sendfile.api was stopped; start it, and send what is left",
          e,
          driver.account());
    }
    switch (driver.stop()) {
      case WRITE_TIMEOUT -> {
        return new TransferTimeoutException(
            target + " took no byte for " + driver.terms().writeTimeoutText(), e, driver.account());
      }
      case READ_TIMEOUT -> {
        return new TransferTimeoutException(
            source + " gave no byte for " + driver.terms().readTimeoutText(), e, driver.account());
      }
      case CANCELLED -> {
        return new TransferCancelledException("the transfer was cancelled", e, driver.account());
      }
      case NO -> {}
    }
    if (e instanceof ClosedByInterruptException || Thread.currentThread().isInterrupted()) {
      return new TransferInterruptedException(
          "the thread was interrupted while it was sending", e, driver.account(e));
    }
    return null;
  }

  static TransferException truncated(Driver driver, @Nullable Exception e) {
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
        driver.account());
  }

  /** All strategies gave up. */
  static TransferException gaveUp(Driver driver) {
    String reasons =
        driver.chain().passedOver().stream()
            .map(it -> it.strategy() + ": " + it.reason())
            .collect(Collectors.joining("; "));
    return new NoStrategyException(
        "every strategy for " + driver.plan().route() + " gave up: " + reasons,
        driver.chain().thrown(),
        driver.account());
  }

  /** A strategy claims to have moved more than it was asked to. */
  static TransferException overreported(Driver driver, long bytes, long asked) {
    Account account = driver.account();
    return new TransferException(
        "strategy "
            + account.strategy()
            + " reported "
            + bytes
            + " bytes for a step of at most "
            + asked
            + "; report this to its provider",
        null,
        account.inDoubt(bytes));
  }

  private static String words(Exception e) {
    if (e instanceof NoSuchFileException missing) {
      return missing.getFile() + " does not exist";
    }
    if (e instanceof AccessDeniedException denied) {
      return denied.getFile() + " may not be read by this user";
    }
    if (e instanceof FileSystemException file) {
      return file.getFile() + " cannot be opened: " + file.getReason();
    }
    if (e instanceof ClosedChannelException) {
      return "an end of the transfer is closed";
    }
    String message = e.getMessage();
    return message == null ? e.toString() : message;
  }
}
