package dev.sendfile.cli;

import dev.sendfile.TransferException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Names what can go wrong while a file is copied, with what is there by then and how to continue.
 *
 * @param from what was copied
 * @param to where to
 * @param offset where it began
 * @param length how many bytes there should have been; {@code null} for all up to the end
 * @param files how the target was written
 * @param command the command
 */
record CopyFailures(
    Input from,
    Output to,
    long offset,
    @Nullable Long length,
    FileOptions files,
    CommandSpec command) {

  CommandException of(TransferException e) throws IOException {
    long bytes = e.bytesTransferred();
    boolean interrupted = SendfileCommand.of(command).interrupts().happened();
    String what = interrupted ? "interrupted" : Cause.of(e, "copying " + from + " to " + to);
    Again again = again(bytes);
    long rest = e.bytesRequested() < 0 ? -1 : e.bytesRequested() - bytes;
    String hint = to.path() == null ? "" : Room.hint(to.path(), rest);
    String next = again == null ? "it can only be copied anew" : "continue with: " + again;
    return new CommandException(what, account(bytes) + "; " + hint + next, bytes, again, e);
  }

  private String account(long bytes) throws IOException {
    if (files.allOrNothing()) {
      return bytes + " bytes were copied, and none was kept, as --replace keeps all or none";
    }
    return bytes
        + " bytes were copied"
        + (to.isFile() ? ", and " + to + " holds " + to.size() : " to " + to);
  }

  private @Nullable Again again(long bytes) {
    if (files.allOrNothing() || from.sequential()) {
      return null;
    }
    if (to.isFile()) {
      return Again.of(command).with("--continue");
    }
    Again further = Again.of(command).with("--offset", offset + bytes);
    return length == null ? further : further.with("--length", length - bytes);
  }
}
