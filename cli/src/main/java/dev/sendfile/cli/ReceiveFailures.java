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
 * @param at where it listened, as the command takes it
 * @param target where the bytes went
 * @param length how many should have come; {@code null} for all up to the end
 * @param timeout how long the sender may do nothing
 * @param command the command
 */
record ReceiveFailures(
    String at,
    Remains.Target target,
    @Nullable Long length,
    @Nullable Duration timeout,
    CommandSpec command) {

  CommandException of(TransferException e) throws IOException {
    Output file = target.file();
    long bytes = e.bytesTransferred();
    Remains remains = target.after(e);
    Again same = Again.after(e, command).withFirstOperand(at); // where the sender, too, goes
    Again again = again(same, remains, bytes);
    long needed = target.options().allOrNothing() && length != null ? length : rest(bytes);
    String hint = file.path() == null ? "" : Room.hint(file.path(), needed);
    Remedy remedy = next(same, remains, bytes, again).behind(account(remains, bytes) + "; " + hint);
    return new CommandException(what(e), remedy, bytes, again, e);
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
    Output file = target.file();
    return e.strategy().isEmpty()
        ? e.reason()
        : Cause.of(e, "the sender", file, "receiving into " + file);
  }

  private String account(Remains remains, long bytes) throws IOException {
    Output file = target.file();
    if (remains == Remains.REPLACED) {
      return file + " was replaced by all " + bytes + " bytes before that";
    }
    if (target.options().allOrNothing() && remains == Remains.UNKNOWN) {
      return bytes + " bytes had come, and whether " + file + " holds them is not certain";
    }
    if (target.options().allOrNothing()) {
      return bytes + " bytes had come, and none was kept, as --replace keeps all or none";
    }
    if (!file.isFile()) {
      return bytes + " bytes went to " + file;
    }
    return switch (remains) {
      case UNTOUCHED -> "nothing was written, and " + file + " is as it was";
      case BEGINNING, REPLACED ->
          file + " holds what came: " + held(bytes) + " bytes from " + target.begin() + " on";
      case UNKNOWN -> bytes + " bytes had come, and what of them " + file + " holds is not certain";
    };
  }

  /** What was written; a call that was cut off may have written more than it told. */
  private long held(long bytes) throws IOException {
    return target.placed() ? bytes : Math.max(bytes, target.file().size() - target.begin());
  }

  private long rest(long bytes) {
    return length == null ? -1 : length - bytes;
  }

  private @Nullable Again again(Again same, Remains remains, long bytes) {
    if (target.options().allOrNothing()
        || !target.file().isFile()
        || remains != Remains.BEGINNING) {
      return null;
    }
    if (!target.placed()) {
      return same.with("--continue");
    }
    Again further = same.with("--offset", target.begin() + bytes);
    return length == null ? further : further.with("--length", length - bytes);
  }

  private Remedy next(Again same, Remains remains, long bytes, @Nullable Again again)
      throws IOException {
    if (remains == Remains.REPLACED) {
      return Remedy.of("see what it lacks");
    }
    if (target.options().allOrNothing()) {
      return Remedy.of(
          remains == Remains.UNKNOWN
              ? "see what it holds"
              : "begin anew, or leave out --replace to be able to continue");
    }
    if (!target.file().isFile()) {
      return Remedy.of(
          "who reads "
              + target.file()
              + " says how many bytes it took; the sender begins that many further on than it did");
    }
    return again == null
        ? Remedy.of("receive all of it anew with: ", same.without("--continue"))
        : Remedy.of("continue with: ", again)
            .and("the sender begins " + held(bytes) + " bytes further on than it did");
  }
}
