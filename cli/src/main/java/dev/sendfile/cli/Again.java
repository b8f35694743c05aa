package dev.sendfile.cli;

import dev.sendfile.NoStrategyException;
import dev.sendfile.TransferException;
import dev.sendfile.cli.text.ShellWord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The command line that continues what another one has begun, or begins it anew, as it can be typed
 * into a shell.
 */
final class Again {

  /** Behind it a word that looks like an option is none. */
  static final String END_OF_OPTIONS = "--";

  private static final String FORCE = "--force";

  /** Insists on a strategy as well. */
  static final String FORCE_PROPERTY = "dev.sendfile.force";

  /** Stands for a number that the user is told by somebody else. */
  private static final String TAKEN = "THAT";

  private final CommandSpec command;
  private final List<String> options;
  private final List<String> operands;

  /**
   * Makes one.
   *
   * @param options the words before that which ends options, operands among them
   * @param operands that word, and those behind it
   */
  private Again(CommandSpec command, List<String> options, List<String> operands) {
    this.command = command;
    this.options = options;
    this.operands = operands;
  }

  /** Begins with the command line that this process was started with. */
  static Again of(CommandSpec command) {
    List<String> words = command.root().commandLine().getParseResult().originalArgs();
    int end = words.indexOf(END_OF_OPTIONS);
    return end < 0
        ? new Again(command, words, List.of())
        : new Again(command, words.subList(0, end), words.subList(end, words.size()));
  }

  /**
   * Begins with that command line, but for what has failed for certain: a strategy that cannot
   * serve is not insisted on again.
   */
  static Again after(TransferException e, CommandSpec command) {
    Again same = of(command);
    if (!(e instanceof NoStrategyException)) {
      return same;
    }
    return System.getProperty(FORCE_PROPERTY) == null
        ? same.withoutValued(FORCE)
        : same.with(FORCE, "nothing");
  }

  /** Adds an option, unless it is there. */
  Again with(String option) {
    return without(option).and(option);
  }

  /**
   * Continues a range by how many bytes the other side took, which only that side knows. What
   * stands for the number is none, so that nothing is moved before somebody has filled it in.
   *
   * @param offset where the range began
   * @param length how many bytes it had; {@code null} for all up to the end
   */
  Again behindWhatWasTaken(long offset, @Nullable Long length) {
    Again further = with("--offset", offset == 0 ? TAKEN : offset + "+" + TAKEN);
    return length == null ? further : further.with("--length", length + "-" + TAKEN);
  }

  /** Adds an option, in place of an earlier value. */
  Again with(String option, long value) {
    return with(option, String.valueOf(value));
  }

  private Again with(String option, String value) {
    return withoutValued(option).and(option + "=" + value);
  }

  /** Leaves out an option that takes no value. */
  Again without(String option) {
    List<String> rest =
        options.stream().filter(it -> !it.equals(option) && !it.startsWith(option + "=")).toList();
    return new Again(command, rest, operands);
  }

  /** Leaves out an option and its value. */
  Again withoutValued(String option) {
    List<String> rest = new ArrayList<>();
    for (int i = 0; i < options.size(); i++) {
      if (options.get(i).equals(option)) {
        i++; // and its value
      } else if (!options.get(i).startsWith(option + "=")) {
        rest.add(options.get(i));
      }
    }
    return new Again(command, rest, operands);
  }

  /** Puts a word in place of the first one that is neither an option nor a command. */
  Again withFirstOperand(String word) {
    List<String> before = new ArrayList<>(options);
    List<String> behind = new ArrayList<>(operands);
    int at = firstOperand();
    if (at < 0) {
      behind.set(1, word); // behind the end of options
    } else {
      before.set(at, word);
    }
    return new Again(command, before, behind);
  }

  private int firstOperand() {
    boolean named = command.parent() == null;
    for (int i = 0; i < options.size(); i++) {
      OptionSpec option = command.findOption(options.get(i));
      if (option != null) {
        i += option.arity().min(); // and its value
      } else if (!options.get(i).startsWith(END_OF_OPTIONS)) {
        if (named) {
          return i;
        }
        named = true;
      }
    }
    return -1;
  }

  private Again and(String option) {
    List<String> more = new ArrayList<>(options);
    more.add(option);
    return new Again(command, more, operands);
  }

  @Override
  public String toString() {
    List<String> words = new ArrayList<>(options);
    words.addAll(operands);
    return words.stream()
        .map(ShellWord::quoted)
        .collect(Collectors.joining(" ", Program.word() + " ", ""));
  }
}
