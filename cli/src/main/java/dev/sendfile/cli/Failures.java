package dev.sendfile.cli;

import dev.sendfile.cli.text.SafeWriter;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Says in two lines why a command failed and what to do, whatever was thrown. The stack trace is
 * for those who ask for it.
 */
final class Failures implements IExecutionStrategy, IExecutionExceptionHandler {

  private final SendfileCommand root;
  private final NamedFiles files;
  private final SafeWriter err;
  private volatile boolean told;

  Failures(SendfileCommand root, NamedFiles files, SafeWriter err) {
    this.root = root;
    this.files = files;
    this.err = err;
  }

  /** Runs the subcommand. An error is a failure like any other, which picocli would let pass. */
  @Override
  public int execute(ParseResult parsed) {
    try {
      files.are(parsed);
      files.refuseWords();
      return new RunLast().execute(parsed);
    } catch (CommandException | Error e) {
      List<CommandLine> commands = parsed.asCommandLineList();
      throw new ExecutionException(
          commands.get(commands.size() - 1), String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    Throwable error = e instanceof ExecutionException ? e.getCause() : null;
    return tell(command.getCommandSpec().qualifiedName(), error == null ? e : error);
  }

  /**
   * Tells of a failure.
   *
   * @param name of the command
   * @param e what was thrown
   * @return the exit code
   */
  int tell(String name, Throwable e) {
    int exit = root.interrupts().exitCode();
    tell(name, ErrorReport.of(e, root.moved(), exit), e);
    return exit;
  }

  /**
   * Tells that what the command had to say on standard output could not be written.
   *
   * @param exit its exit code without that
   * @return the exit code with that
   */
  int unwritten(int exit, IOException e) {
    if (told) {
      return exit; // it has said on standard error that it failed
    }
    return tell(
        "sendfile",
        new CommandException(
            "standard output cannot be written to: " + Cause.of(e),
            Remedy.of("all else was done; see where standard output goes"),
            root.moved(),
            null,
            e));
  }

  private synchronized void tell(String name, ErrorReport report, @Nullable Throwable e) {
    told = true;
    report.print(err, name, root.json());
    if (e != null && root.verbose()) {
      e.printStackTrace(err);
    }
  }

  /**
   * Tells whoever reads JSON that a signal came; people know, as they sent it, but not that the
   * bytes had moved by then.
   */
  void interrupted() {
    long moved = root.moved();
    if ((root.json() || moved > 0) && !told) {
      String remedy =
          moved > 0
              ? "all " + moved + " bytes have moved; only its report is missing"
              : "run it again";
      tell("sendfile", new CommandException("interrupted", Remedy.of(remedy), moved, null, null));
    }
  }
}
