package dev.sendfile.cli;

import dev.sendfile.cli.text.ShellWord;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The command line that explains what another one was to do, as it can be typed into a shell.
 *
 * @param words without the program
 */
record Explain(List<String> words) {

  /** What the user has said of it with others that mean the same to {@code explain}. */
  private static final List<String> KEPT = List.of("--offset", "--length", "--force");

  /** Takes a copy. */
  Explain {
    words = List.copyOf(words);
  }

  /**
   * Asks about the transfer that a command line asks for.
   *
   * @param from what is read
   * @param to what is written to
   * @param command whose options are kept
   */
  static Explain of(Input from, Kind to, CommandSpec command) {
    List<String> words = new ArrayList<>(List.of("explain", "--to=" + to));
    for (String name : KEPT) {
      OptionSpec option = command.findOption(name);
      if (option != null && !option.originalStringValues().isEmpty()) {
        words.add(name + "=" + option.originalStringValues().get(0));
      }
    }
    words.addAll(from.explained());
    return new Explain(words);
  }

  @Override
  public String toString() {
    return words.stream()
        .map(ShellWord::quoted)
        .collect(Collectors.joining(" ", Program.word() + " ", ""));
  }
}
