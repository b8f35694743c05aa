package dev.sendfile.cli;

import dev.sendfile.TransferException;
import dev.sendfile.TransferTimeoutException;
import dev.sendfile.TruncatedSourceException;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Names what can go wrong once a sender has connected, with what is there by then and how both
 * sides continue.
 *
 * @param file where the bytes went
 * @param begin where the first one went
 * @param length how many should have come; {@code null} for all up to the end
 * @param placed whether the user said where to begin
 * @param files how the file was written
 * @param timeout how long the sender may do nothing
 * @param command the command
 */
record ReceiveFailures(
    Output file,
    long begin,
    @Nullable Long length,
    boolean placed,
    FileOptions files,
    @Nullable Duration timeout,
    CommandSpec command) {

  CommandException of(TransferException e) throws IOException {
    long bytes = e.bytesTransferred();
    Again again = again(bytes);
    String hint = file.path() == null ? "" : Room.hint(file.path(), rest(bytes));
    return new CommandException(
        what(e), account(bytes) + "; " + hint + next(bytes, again), bytes, again, e);
  }

  private String what(TransferException e) {
    if (SendfileCommand.of(command).interrupts().happened()) {
      return "interrupted";
    }
    if (e instanceof TransferTimeoutException) {
      return "the sender sent nothing for " + TimeoutMillis.of(timeout) + " ms";
    }
    if (e instanceof TruncatedSourceException) {
      return "the sender ended the connection after "
          + e.bytesTransferred()
          + " of "
          + length
          + " bytes";
    }
    return e.strategy().isEmpty() ? e.reason() : Cause.of(e, "receiving into " + file);
  }

  private String account(long bytes) {
    if (files.allOrNothing()) {
      return bytes + " bytes had come, and none was kept, as --replace keeps all or none";
    }
    return file.isFile()
        ? file + " holds what came: " + bytes + " bytes from " + begin + " on"
        : bytes + " bytes went to " + file;
  }

  private long rest(long bytes) {
    return length == null ? -1 : length - bytes;
  }

  private @Nullable Again again(long bytes) {
    Again same = Again.of(command);
    if (files.allOrNothing() || !file.isFile()) {
      return null;
    }
    if (!placed) {
      return same.with("--continue");
    }
    Again further = same.with("--offset", begin + bytes);
    return length == null ? further : further.with("--length", length - bytes);
  }

  private String next(long bytes, @Nullable Again again) {
    if (files.allOrNothing()) {
      return "begin anew, or leave it out to be able to continue";
    }
    if (again == null || placed) {
      String sender = "the sender begins " + bytes + " bytes further on";
      return again == null ? sender : "continue with: " + again + "; " + sender;
    }
    return "continue with: " + again + "; the sender with --offset=" + (begin + bytes);
  }
}
