package dev.sendfile.cli.text;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where the command prints. What is printed by {@code println} is one line, whatever is in it,
 * which a terminal shows as several that fit, broken at spaces; by {@code print} and {@code
 * format}, lines with their ends, which are left alone. Neither makes a terminal do anything. A
 * {@link PrintWriter} says nothing of what it could not write: this one remembers why.
 */
public final class SafeWriter extends PrintWriter {

  private static final char TAB = '\t';

  private final Sink sink;
  private final Supplier<OptionalInt> columns;

  /**
   * Prints to a writer.
   *
   * @param to where it goes; flushed behind each line
   * @param columns those of the terminal, asked each time; empty where it is none
   * @param forbidden why nothing may be written, asked each time; empty where all may
   */
  public SafeWriter(
      Writer to, Supplier<OptionalInt> columns, Supplier<Optional<IOException>> forbidden) {
    this(new Sink(to, forbidden), columns);
  }

  private SafeWriter(Sink sink, Supplier<OptionalInt> columns) {
    super(sink, true);
    this.sink = sink;
    this.columns = columns;
  }

  /**
   * Tells whether anything is missing of what was printed. To be asked at the end.
   *
   * @return why; empty if all was written
   */
  public Optional<IOException> failure() {
    flush();
    return Optional.ofNullable(sink.failure);
  }

  @Override
  public void println(@Nullable String line) {
    String safe = safe(line);
    OptionalInt width = columns.get();
    if (width.isEmpty()) {
      super.println(safe);
    } else {
      Wrapping.atSpaces(safe, width.getAsInt()).forEach(super::println);
    }
  }

  @Override
  public void println(@Nullable Object line) {
    super.println(safe(line));
  }

  /** Tabs at the beginning are those of a stack trace. */
  private static String safe(@Nullable Object line) {
    String text = String.valueOf(line);
    int begin = 0;
    while (begin < text.length() && text.charAt(begin) == TAB) {
      begin++;
    }
    return text.substring(0, begin) + Printable.line(text.substring(begin));
  }

  private static final class Sink extends Writer {
    private final Writer to;
    private final Supplier<Optional<IOException>> forbidden;
    private volatile @Nullable IOException failure;

    Sink(Writer to, Supplier<Optional<IOException>> forbidden) {
      this.to = to;
      this.forbidden = forbidden;
    }

    @Override
    public void write(char[] text, int offset, int length) throws IOException {
      remembering(
          () -> {
            Optional<IOException> why = forbidden.get();
            if (why.isPresent()) {
              throw why.get();
            }
            to.write(Printable.text(new String(text, offset, length)));
          });
    }

    @Override
    public void flush() throws IOException {
      remembering(to::flush);
    }

    @Override
    public void close() throws IOException {
      remembering(to::close);
    }

    private void remembering(Writing writing) throws IOException {
      try {
        writing.run();
      } catch (IOException e) {
        if (failure == null) {
          failure = e;
        }
        throw e;
      }
    }
  }

  /** Something that fails where nothing can be written. */
  private interface Writing {
    void run() throws IOException;
  }
}
