package dev.sendfile.cli;

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
    SendfileCommand root = SendfileCommand.of(command.getCommandSpec());
    PrintWriter err = command.getErr();
    int exit = command.getCommandSpec().exitCodeOnExecutionException();
    ErrorReport report = ErrorReport.of(e, exit);
    err.println(
        root.json() ? Json.of(report) : command.getCommandSpec().qualifiedName() + ": " + report);
    if (root.verbose()) {
      e.printStackTrace(err);
    }
    return exit;
  }
}
