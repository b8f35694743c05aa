package dev.sendfile.cli;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * Words of a command line that the JVM could not decode. It has put U+FFFD in the place of what it
 * does not know, so that two names become one, and that one is another file's.
 */
final class Undecoded {

  private static final String REPLACEMENT = "\ufffd";
  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");

  private Undecoded() {}

  /** Refuses a command line that has one. */
  static void refuse(ParseResult parsed) {
    Optional<String> word = among(parsed.originalArgs());
    if (word.isPresent()) {
      List<CommandLine> commands = parsed.asCommandLineList();
      throw new ParameterException(
          commands.get(commands.size() - 1),
          "'"
              + word.get()
              + "' was given with bytes that are no characters in the charset "
              + names()
              + " of this locale; rename that file, or set LC_ALL to the locale of its name");
    }
  }

  /** Finds one among the words that this process was given. */
  static Optional<String> among(List<String> words) {
    return words.stream().anyMatch(it -> it.contains(REPLACEMENT))
        ? among(words, commandLine(), names())
        : Optional.empty();
  }

  /**
   * Finds one that its own encoding does not account for.
   *
   * @param words as they were decoded
   * @param commandLine the bytes that they were decoded from, each word ended by a zero
   * @param charset what decoded them
   */
  static Optional<String> among(List<String> words, byte[] commandLine, Charset charset) {
    // bytes as characters, so that words can be compared
    List<String> raw =
        List.of(new String(commandLine, StandardCharsets.ISO_8859_1).split("\0", -1));
    return words.stream()
        .filter(it -> it.contains(REPLACEMENT))
        .filter(it -> vouchers(raw, it, charset) < count(words, it))
        .findFirst();
  }

  /** How many words there are whose bytes are those of one that was decoded. */
  private static long vouchers(List<String> raw, String word, Charset charset) {
    return charset.newEncoder().canEncode(word)
        ? count(raw, new String(word.getBytes(charset), StandardCharsets.ISO_8859_1))
        : 0;
  }

  private static long count(List<String> words, String word) {
    return words.stream().filter(word::equals).count();
  }

  private static byte[] commandLine() {
    try {
      return Files.readAllBytes(COMMAND_LINE);
    } catch (IOException e) {
      return new byte[0]; // nobody vouches for it
    }
  }

  /** What the JVM decodes names and arguments by. */
  static Charset names() {
    return Charset.forName(System.getProperty("sun.jnu.encoding"));
  }
}
