package dev.sendfile.cli;

import dev.sendfile.FailedEnd;
import dev.sendfile.TransferException;
import dev.sendfile.TransferTimeoutException;
import dev.sendfile.cli.file.FileStatus;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Names what can go wrong once a receiver was reached: always with the account of what this machine
 * accepted, and how to continue.
 *
 * @param file what is sent
 * @param source what it was before; {@code null} for no regular file
 * @param to the receiver
 * @param timeoutMillis how long it may do nothing; 0 for ever
 * @param total bytes to send; -1 where not known
 * @param range which part of the file is sent
 * @param command the command
 */
record SendFailures(
    Input file,
    @Nullable FileStatus source,
    Address to,
    int timeoutMillis,
    long total,
    RangeOptions range,
    CommandSpec command) {

  /** The transfer failed. */
  CommandException underWay(TransferException e) {
    String remedy = interrupted() ? "" : remedy(e) + "; ";
    return failure(what(e), Accepted.of(e, total), remedy, Again.after(e, command), e);
  }

  /** Sends nobody to look for the fault of this side at the other. */
  private String remedy(TransferException e) {
    return e.failedEnd() == FailedEnd.TARGET && e.getClass() == TransferException.class
        ? "see why the connection to the receiver broke"
        : Remedies.of(e, file, Kind.TCP, command).toString();
  }

  private boolean interrupted() {
    return SendfileCommand.of(command).interrupts().happened();
  }

  private String what(TransferException e) {
    if (interrupted()) {
      return "interrupted";
    }
    return e instanceof TransferTimeoutException && timeoutMillis > 0
        ? to + " took no byte for " + timeoutMillis + " ms"
        : Cause.of(e, file, to, "sending " + file + " to " + to);
  }

  /** All bytes were accepted, but the receiver did not end the connection in time. */
  CommandException noEnd(long sent, IOException e) {
    return failure(
        to + " did not end the connection within " + timeoutMillis + " ms",
        new Accepted(sent, sent, sent),
        "allow for its work with a longer --write-timeout; ",
        Again.of(command),
        e);
  }

  /** All bytes were accepted, but the receiver broke the connection off. */
  CommandException brokenOff(long sent, IOException e) {
    return failure(
        interrupted()
            ? "interrupted while the receiver was waited for"
            : to + " broke the connection off: " + e.getMessage(),
        new Accepted(sent, sent, sent),
        "see whether it has the whole file; ",
        Again.of(command),
        e);
  }

  private CommandException failure(
      String what, Accepted accepted, String remedy, Again same, Exception e) {
    return new CommandException(
        what, next(same).behind(accepted + "; " + remedy), accepted.atLeast(), null, e);
  }

  /** Only the receiver knows what it took: a number of this side would leave a gap there. */
  private Remedy next(Again same) {
    if (file.sequential()) {
      return Remedy.of(file + " cannot be sent again from here");
    }
    return changed()
        ? Remedy.of(file + " was changed meanwhile: send it anew with: ", same)
        : Remedy.of(
            "the receiver says how many bytes it took; then, with THAT number: ",
            same.behindWhatWasTaken(range.offset(), range.length()));
  }

  private boolean changed() {
    return !Objects.equals(source, file.status());
  }
}
