package dev.sendfile.cli;

import static dev.sendfile.spi.Options.MAX_BUFFER_SIZE;

import dev.sendfile.Sendfile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How the strategies shall go about it. */
@SuppressWarnings("NullAway.Init") // picocli sets the fields
final class TuningOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--buffer-size",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = "Bytes of a strategy's buffer, up to 16MiB.")
  private @Nullable Long bufferSize;

  @Option(
      names = "--chunk-size",
      paramLabel = "SIZE",
      converter = SizeConverter.class,
      description = "Bytes that one step moves at most.")
  private @Nullable Long chunkSize;

  Sendfile of(Sendfile sendfile) {
    Sendfile tuned = sendfile;
    if (bufferSize != null) {
      tuned = tuned.withBufferSize((int) checked("--buffer-size", bufferSize, MAX_BUFFER_SIZE));
    }
    if (chunkSize != null) {
      tuned = tuned.withChunkSize(checked("--chunk-size", chunkSize, Long.MAX_VALUE));
    }
    return tuned;
  }

  private long checked(String option, long bytes, long max) {
    if (bytes < 1 || bytes > max) {
      throw new ParameterException(
          command.commandLine(),
          "Invalid value for option '" + option + "': " + bytes + " bytes; give 1 to " + max);
    }
    return bytes;
  }
}
