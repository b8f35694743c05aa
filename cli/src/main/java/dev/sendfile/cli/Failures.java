package dev.sendfile.cli;

import dev.sendfile.TransferException;
import java.io.IOException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Says in two lines why a command failed and what to do. The stack trace is for those who ask for
 * it.
 */
final class Failures implements IExecutionExceptionHandler {

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    PrintWriter err = command.getErr();
    err.println(command.getCommandSpec().qualifiedName() + ": " + what(e));
    err.println(remedy(e));
    SendfileCommand root = command.getCommandSpec().root().commandLine().getCommand();
    if (root.verbose()) {
      e.printStackTrace(err);
    }
    return command.getCommandSpec().exitCodeOnExecutionException();
  }

  private static String what(Exception e) {
    boolean ours = e instanceof CommandException || e instanceof TransferException;
    return ours ? String.valueOf(e.getMessage()) : e.toString();
  }

  private static String remedy(Exception e) {
    if (e instanceof CommandException known) {
      return known.remedy();
    }
    if (e instanceof TransferException transfer) {
      return Remedies.of(transfer);
    }
    return e instanceof IOException
        ? "check that this user can make temporary files and sockets on this machine"
        : "this is a fault of the command: report it with what --verbose prints";
  }
}
