package dev.sendfile.cli;

import dev.sendfile.TransferException;
import dev.sendfile.TransferTimeoutException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Names what can go wrong once a receiver was reached: always with the account of what this machine
 * accepted.
 *
 * @param file what is sent
 * @param to the receiver
 * @param timeoutMillis how long it may do nothing; 0 for ever
 * @param total bytes to send; -1 where not known
 */
record SendFailures(Path file, Address to, int timeoutMillis, long total) {

  /** The transfer failed. */
  CommandException underWay(TransferException e) {
    return new CommandException(what(e), Accepted.of(e, total) + "; " + Remedies.of(e), e);
  }

  /** Leaves out the account that the exception's own message ends with, where it can. */
  private String what(TransferException e) {
    if (e instanceof TransferTimeoutException && timeoutMillis > 0) {
      return to + " took no byte for " + timeoutMillis + " ms";
    }
    Throwable cause = e.getCause();
    return cause == null
        ? e.reason()
        : "sending " + file + " to " + to + " failed: " + cause.getMessage();
  }

  /** All bytes were accepted, but the receiver did not end the connection in time. */
  CommandException noEnd(long sent, IOException e) {
    return new CommandException(
        to + " did not end the connection within " + timeoutMillis + " ms",
        new Accepted(sent, sent, sent) + "; allow for its work with a longer --write-timeout",
        e);
  }

  /** All bytes were accepted, but the receiver broke the connection off. */
  CommandException brokenOff(long sent, IOException e) {
    return new CommandException(
        to + " broke the connection off: " + e.getMessage(),
        new Accepted(sent, sent, sent) + "; see whether it has the whole file",
        e);
  }
}
