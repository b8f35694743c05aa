package dev.sendfile.cli;

import dev.sendfile.TransferRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which part of the file is meant. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class RangeOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--offset",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = "Where to begin in the file (default: 0).")
  private long offset;

  @Option(
      names = "--length",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = "How many bytes (default: up to the end).")
  private @Nullable Long length;

  /** Refuses an offset in what has none. */
  void check(Input input) {
    if (offset > 0 && input.sequential()) {
      throw new ParameterException(
          command.commandLine(),
          "--offset "
              + offset
              + (input.path() == null
                  ? " needs the path of a file: standard input is read from where it stands; give"
                      + " that path in place of -, or skip the bytes before,"
                  : " needs a regular file, and " + input + " is none; skip the bytes before,")
              + " with 'tail -c +"
              + (offset + 1)
              + "' for example");
    }
  }

  long offset() {
    return offset;
  }

  @Nullable Long length() {
    return length;
  }

  TransferRequest of(TransferRequest whole) {
    return of(whole, offset, length);
  }

  static TransferRequest of(TransferRequest whole, long offset, @Nullable Long length) {
    return length == null ? whole.offset(offset) : whole.range(offset, length);
  }
}
