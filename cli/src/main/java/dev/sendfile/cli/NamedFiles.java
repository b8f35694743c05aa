package dev.sendfile.cli;

import dev.sendfile.cli.file.FileIdentity;
import dev.sendfile.cli.file.StandardDescriptor;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * The files that a command line names. The shell may have redirected what is printed into one of
 * them, and words of ours must not get among its bytes: not those that say so either.
 */
final class NamedFiles {

  private static final String LONG_OPTION = "--";

  /**
   * One of them.
   *
   * @param name what the user calls it
   * @param path where it is
   * @param output whether it is standard output, written to on purpose
   */
  private record Named(String name, Path path, boolean output) {

    static Named of(Path path) {
      return new Named(path.toString(), path, false);
    }
  }

  private final Function<StandardDescriptor, Path> descriptors;
  private volatile List<Named> files;

  /** Begins with all words that may be names, as long as nobody knows which are. */
  NamedFiles(String... words) {
    this(StandardDescriptor::path, words);
  }

  /** Takes names for what is behind the descriptors. */
  NamedFiles(Function<StandardDescriptor, Path> descriptors, String... words) {
    this.descriptors = descriptors;
    files = Stream.of(words).flatMap(this::guessed).toList();
  }

  private Stream<Named> guessed(String word) {
    String value = word.startsWith(LONG_OPTION) ? word.substring(word.indexOf('=') + 1) : word;
    try {
      return named(new Input(value.equals(Input.STANDARD) ? null : Path.of(value)));
    } catch (InvalidPathException e) {
      return Stream.empty();
    }
  }

  /** From now on it is known which words are names. */
  void are(ParseResult parsed) {
    List<CommandLine> commands = parsed.asCommandLineList();
    files =
        commands.get(commands.size() - 1).getCommandSpec().args().stream()
            .flatMap(it -> named(it.getValue()))
            .toList();
  }

  private Stream<Named> named(@Nullable Object value) {
    if (value instanceof Input from) {
      Path path = from.path();
      return Stream.of(
          path == null
              ? new Named(from.toString(), descriptors.apply(StandardDescriptor.INPUT), false)
              : Named.of(path));
    }
    if (value instanceof Output to) {
      Path path = to.path();
      return Stream.of(
          path == null
              ? new Named(to.toString(), descriptors.apply(StandardDescriptor.OUTPUT), true)
              : Named.of(path));
    }
    return value instanceof Path path ? Stream.of(Named.of(path)) : Stream.empty();
  }

  /** Why nothing may be printed to a descriptor; empty if all may. */
  Optional<IOException> harmedBy(StandardDescriptor printed) {
    return behind(printed, it -> !it.pipe()).map(IOException::new);
  }

  /**
   * Refuses to do anything where words would get among the bytes of one of them. Those of the
   * refusal may go into a pipe: nothing else has gone there yet.
   */
  void refuseWords() throws CommandException {
    refuseWords(StandardDescriptor.ERROR);
    if (files.stream().noneMatch(Named::output)) { // else no word goes there
      refuseWords(StandardDescriptor.OUTPUT);
    }
  }

  private void refuseWords(StandardDescriptor printed) throws CommandException {
    Optional<String> words = behind(printed, it -> true);
    if (words.isPresent()) {
      throw new CommandException(words.get(), "redirect " + printed + " elsewhere", null);
    }
  }

  private Optional<String> behind(StandardDescriptor printed, Predicate<FileIdentity> ofInterest) {
    FileIdentity behind = FileIdentity.of(descriptors.apply(printed));
    return behind == null || !ofInterest.test(behind)
        ? Optional.empty()
        : files.stream()
            .filter(it -> !it.output() || printed != StandardDescriptor.OUTPUT)
            .filter(it -> behind.equals(FileIdentity.of(it.path())))
            .map(Named::name)
            .map(it -> printed + " is " + it + " itself: what is printed would get among its bytes")
            .findFirst();
  }
}
