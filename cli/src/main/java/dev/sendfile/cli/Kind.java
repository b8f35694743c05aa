package dev.sendfile.cli;

import java.io.IOException;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The kinds of ends that the command can make, to ask about them or to try them. */
enum Kind {
  TCP,
  UNIX,
  PIPE,
  CHANNEL,
  STREAM,
  FILE;

  /** Reads a kind as users write it. */
  static final class Converter implements ITypeConverter<Kind> {
    @Override
    public Kind convert(String text) {
      return Stream.of(values())
          .filter(it -> it.toString().equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'"
                          + text
                          + "' is not a kind of end; there are "
                          + String.join(", ", new Names())));
    }
  }

  /** The kinds as users write them, for the help. */
  static final class Names implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Stream.of(values()).map(Kind::toString).iterator();
    }
  }

  /** Makes a target of this kind. */
  SampleTarget target() throws IOException {
    return switch (this) {
      case TCP -> SampleTarget.tcp();
      case UNIX -> SampleTarget.unix();
      case PIPE -> SampleTarget.pipe();
      case CHANNEL -> SampleTarget.channel();
      case STREAM -> SampleTarget.stream();
      case FILE -> SampleTarget.file();
    };
  }

  /** Makes a source of this kind; an empty one, if it is a file. */
  SampleSource source() throws IOException {
    return switch (this) {
      case TCP -> SampleSource.tcp();
      case UNIX -> SampleSource.unix();
      case PIPE -> SampleSource.pipe();
      case CHANNEL -> SampleSource.channel();
      case STREAM -> SampleSource.stream();
      case FILE -> SampleSource.file();
    };
  }

  /** The word for it, as in a route. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
