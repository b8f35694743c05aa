package dev.sendfile.cli;

import dev.sendfile.cli.text.ShellWord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The command line that continues what another one has begun, or begins it anew, as it can be typed
 * into a shell.
 */
final class Again {

  /** Behind it a word that looks like an option is none. */
  private static final String END_OF_OPTIONS = "--";

  private final String program;
  private final List<String> options;
  private final List<String> operands;

  private Again(String program, List<String> options, List<String> operands) {
    this.program = program;
    this.options = options;
    this.operands = operands;
  }

  /** Begins with the command line that this process was started with. */
  static Again of(CommandSpec command) {
    CommandSpec root = command.root();
    List<String> words = root.commandLine().getParseResult().originalArgs();
    int end = words.indexOf(END_OF_OPTIONS);
    return end < 0
        ? new Again(root.name(), words, List.of())
        : new Again(root.name(), words.subList(0, end), words.subList(end, words.size()));
  }

  /** Adds an option, unless it is there. */
  Again with(String option) {
    return without(option).and(option);
  }

  /** Adds an option, in place of an earlier value. */
  Again with(String option, long value) {
    List<String> rest = new ArrayList<>();
    for (int i = 0; i < options.size(); i++) {
      if (options.get(i).equals(option)) {
        i++; // and its value
      } else if (!options.get(i).startsWith(option + "=")) {
        rest.add(options.get(i));
      }
    }
    return new Again(program, rest, operands).and(option + "=" + value);
  }

  /** Leaves out an option that takes no value. */
  Again without(String option) {
    List<String> rest =
        options.stream().filter(it -> !it.equals(option) && !it.startsWith(option + "=")).toList();
    return new Again(program, rest, operands);
  }

  private Again and(String option) {
    List<String> more = new ArrayList<>(options);
    more.add(option);
    return new Again(program, more, operands);
  }

  @Override
  public String toString() {
    List<String> words = new ArrayList<>(options);
    words.addAll(operands);
    return words.stream()
        .map(ShellWord::quoted)
        .collect(Collectors.joining(" ", program + " ", ""));
  }
}
