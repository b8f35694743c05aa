package dev.sendfile.cli;

import dev.sendfile.TransferRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which part of the file is meant. */
final class RangeOptions {

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

  TransferRequest of(TransferRequest whole) {
    return length == null ? whole.offset(offset) : whole.range(offset, length);
  }
}
