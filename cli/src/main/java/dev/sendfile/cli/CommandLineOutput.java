package dev.sendfile.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Model.CommandSpec;

/** Where a report goes: not among the bytes of a file that goes to standard output. */
final class CommandLineOutput {

  private CommandLineOutput() {}

  /** Prints it; returns whether it could be written. */
  static boolean print(Report report, Output target, CommandSpec command) {
    PrintWriter writer =
        target.path() == null ? command.commandLine().getErr() : command.commandLine().getOut();
    report.print(writer, SendfileCommand.of(command).json());
    return !writer.checkError();
  }
}
