package dev.sendfile.cli;

import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * Says in two lines what is wrong with a command line, where picocli would print the whole help.
 */
final class UsageErrors implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    PrintWriter err = command.getErr();
    int exit = command.getCommandSpec().exitCodeOnInvalidInput();
    ErrorReport report =
        new ErrorReport(
            String.valueOf(e.getMessage()),
            Remedy.of(hint(e) + "Try '" + Program.word() + subcommand(command) + " --help'."),
            0,
            null,
            exit);
    List<String> given = Arrays.asList(args); // parsing may have ended before it came to these
    report.print(err, name, given.contains("--json"));
    if (given.contains("--verbose")) {
      e.printStackTrace(err);
    }
    return exit;
  }

  /** Its name, with a space before it; nothing for the root command. */
  private static String subcommand(CommandLine command) {
    String root = command.getCommandSpec().root().name();
    return command.getCommandSpec().qualifiedName().substring(root.length());
  }

  private static String hint(ParameterException e) {
    Set<String> commands = e.getCommandLine().getSubcommands().keySet();
    if (!commands.isEmpty()) {
      return "The commands are " + String.join(", ", commands) + ". ";
    }
    return e instanceof UnmatchedArgumentException unmatched
            && !unmatched.getSuggestions().isEmpty()
        ? "Did you mean '" + unmatched.getSuggestions().get(0) + "'? "
        : "";
  }
}
