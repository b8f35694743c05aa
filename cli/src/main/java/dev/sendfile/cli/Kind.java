package dev.sendfile.cli;

import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The kinds of targets that the command can make, to ask about them. */
enum TargetKind {
  TCP,
  UNIX,
  PIPE,
  CHANNEL,
  STREAM,
  FILE;

  /** Reads a kind as users write it. */
  static final class Converter implements ITypeConverter<TargetKind> {
    @Override
    public TargetKind convert(String text) {
      return Stream.of(values())
          .filter(it -> it.toString().equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'"
                          + text
                          + "' is not a kind of target; there are "
                          + String.join(", ", new Names())));
    }
  }

  /** The kinds as users write them, for the help. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(values()).map(TargetKind::toString).iterator();
    }
  }

  /** Makes a target of this kind. */
  SampleTarget open() throws IOException {
    return switch (this) {
      case TCP -> SampleTarget.tcp();
      case UNIX -> SampleTarget.unix();
      case PIPE -> SampleTarget.pipe();
      case CHANNEL -> SampleTarget.channel();
      case STREAM -> SampleTarget.stream();
      case FILE -> SampleTarget.file();
    };
  }

  /** The word for it, as in a route. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
