package dev.sendfile.cli;

import dev.sendfile.TransferException;
import dev.sendfile.cli.file.FileStatus;
import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Names what can go wrong while a file is copied, with what is there by then and how to continue.
 *
 * @param from what was copied
 * @param source what it was before; {@code null} for no regular file
 * @param target what was written
 * @param offset where it began
 * @param length how many bytes there should have been; {@code null} for all up to the end
 * @param command the command
 */
record CopyFailures(
    Input from,
    @Nullable FileStatus source,
    Remains.Target target,
    long offset,
    @Nullable Long length,
    CommandSpec command) {

  CommandException of(TransferException e) throws IOException {
    Output to = target.file();
    long bytes = e.bytesTransferred();
    boolean interrupted = SendfileCommand.of(command).interrupts().happened();
    String what =
        interrupted ? "interrupted" : Cause.of(e, from, to, "copying " + from + " to " + to);
    Remains remains = target.after(e);
    Again again = again(remains, e);
    // what --replace has not kept takes no room any more
    long kept = target.options().allOrNothing() ? 0 : bytes;
    long rest = e.bytesRequested() < 0 ? -1 : e.bytesRequested() - kept;
    String hint = to.path() == null ? "" : Room.hint(to.path(), rest);
    Remedy remedy = next(remains, again, e).behind(account(remains, bytes) + "; " + hint);
    return new CommandException(what, remedy, bytes, again, e);
  }

  private String account(Remains remains, long bytes) throws IOException {
    Output to = target.file();
    if (remains == Remains.REPLACED) {
      return to + " was replaced by the copy of all " + bytes + " bytes before that";
    }
    if (target.options().allOrNothing() && remains == Remains.UNKNOWN) {
      return bytes + " bytes were copied, and whether " + to + " is their copy is not certain";
    }
    if (target.options().allOrNothing()) {
      return bytes + " bytes were copied, and none was kept, as --replace keeps all or none";
    }
    if (!to.isFile()) {
      return bytes + " bytes were copied to " + to;
    }
    return remains == Remains.UNTOUCHED
        ? "nothing was copied, and " + to + " is as it was"
        : bytes + " bytes were copied, and " + to + " holds " + to.size();
  }

  private Remedy next(Remains remains, @Nullable Again again, TransferException e) {
    if (remains == Remains.REPLACED) {
      return Remedy.of("see what it lacks");
    }
    if (again != null) {
      return Remedy.of("continue with: ", again);
    }
    if (target.file().goesOnByItself() && !from.sequential() && !changed()) {
      return Remedy.of(
          "who reads " + target.file() + " says how many bytes it took; then, with THAT number: ",
          Again.after(e, command).behindWhatWasTaken(offset, length));
    }
    Remedy anew =
        from.path() == null
            ? Remedy.of("it can only be copied anew")
            : Remedy.of("copy it anew with: ", Again.after(e, command).without("--continue"));
    if (remains == Remains.UNTOUCHED) {
      return anew;
    }
    if (changed()) {
      return anew.behind(from + " was changed meanwhile: ");
    }
    return remains == Remains.UNKNOWN && target.file().isFile()
        ? anew.behind("what of it is there is not certain: ")
        : anew;
  }

  /** Whether the rest would be the rest of something else. */
  private boolean changed() {
    return !Objects.equals(source, from.status());
  }

  /** What a pipe took is not what its reader has: only a file can be continued for certain. */
  private @Nullable Again again(Remains remains, TransferException e) {
    return target.options().allOrNothing()
            || from.sequential()
            || changed()
            || !target.file().isFile()
            || remains != Remains.BEGINNING
        ? null
        : Again.after(e, command).with("--continue");
  }
}
