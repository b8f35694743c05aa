package dev.sendfile.cli;

import dev.sendfile.cli.text.ShellWord;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
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
            e instanceof BadProperty bad
                ? bad.remedy()
                : Remedy.of(
                    hint(e, List.of(args))
                        + "Try '"
                        + Program.word()
                        + subcommand(command)
                        + " --help'."),
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

  private static String hint(ParameterException e, List<String> args) {
    Set<String> commands = e.getCommandLine().getSubcommands().keySet();
    if (!commands.isEmpty()) {
      return "The commands are " + String.join(", ", commands) + ". ";
    }
    return e instanceof UnmatchedArgumentException unmatched
        ? hint(unmatched, unmatched.getUnmatched().get(0), args)
        : "";
  }

  private static String hint(UnmatchedArgumentException e, String word, List<String> args) {
    int end = args.indexOf(Again.END_OF_OPTIONS);
    if (end >= 0 && args.subList(end, args.size()).contains(word)) {
      return ""; // there it is no option, whatever it looks like
    }
    if (word.startsWith("-") && Files.exists(Path.of(word))) {
      return "The file of that name is " + ShellWord.quoted("./" + word) + ". ";
    }
    return e.getSuggestions().isEmpty() ? "" : "Did you mean '" + e.getSuggestions().get(0) + "'? ";
  }
}
