package dev.sendfile.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** The command line that continues what another one has begun, as it can be typed into a shell. */
final class Again {

  private static final Pattern PLAIN =
      Pattern.compile("[\\w@%+=:,./\\[\\]-]+", Pattern.UNICODE_CHARACTER_CLASS);

  private final String program;
  private final List<String> words;

  private Again(String program, List<String> words) {
    this.program = program;
    this.words = words;
  }

  /** Begins with the command line that this process was started with. */
  static Again of(CommandSpec command) {
    CommandSpec root = command.root();
    return new Again(root.name(), root.commandLine().getParseResult().originalArgs());
  }

  /** Adds an option, unless it is there. */
  Again with(String option) {
    List<String> more = new ArrayList<>(words);
    if (!more.contains(option)) {
      more.add(option);
    }
    return new Again(program, more);
  }

  /** Adds an option, in place of an earlier value. */
  Again with(String option, long value) {
    List<String> more = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).equals(option)) {
        i++; // and its value
      } else if (!words.get(i).startsWith(option + "=")) {
        more.add(words.get(i));
      }
    }
    more.add(option + "=" + value);
    return new Again(program, more);
  }

  @Override
  public String toString() {
    return words.stream().map(Again::quoted).collect(Collectors.joining(" ", program + " ", ""));
  }

  private static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
