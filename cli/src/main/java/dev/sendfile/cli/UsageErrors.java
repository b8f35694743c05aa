package dev.sendfile.cli;

import dev.sendfile.cli.text.ShellWord;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
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
    int end = args.indexOf(Again.END_OF_OPTIONS);
    List<String> options = end < 0 ? args : args.subList(0, end);
    return options.stream()
        .filter(it -> isFile(it, e.getCommandLine().getCommandSpec()))
        .findFirst()
        .map(it -> "The file of that name is " + ShellWord.quoted("./" + it) + ". ")
        .orElseGet(() -> guess(e, options));
  }

  /** Whether a word that is taken for an option is the name of a file that is there. */
  private static boolean isFile(String word, CommandSpec command) {
    try {
      return word.startsWith("-")
          && !word.equals(Input.STANDARD)
          && command.findOption(word) == null
          && Files.exists(Path.of(word));
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** What may have been meant; behind the end of options a word is none, whatever it is like. */
  private static String guess(ParameterException e, List<String> options) {
    return e instanceof UnmatchedArgumentException unmatched
            && options.containsAll(unmatched.getUnmatched())
            && !unmatched.getSuggestions().isEmpty()
        ? "Did you mean '" + unmatched.getSuggestions().get(0) + "'? "
        : "";
  }
}
