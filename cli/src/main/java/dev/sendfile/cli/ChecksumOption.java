package dev.sendfile.cli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Whether the bytes that moved are to be told by their checksum. */
final class ChecksumOption {

  private static final String SHA256 = "sha256";

  @Option(
      names = "--checksum",
      paramLabel = SHA256,
      converter = Algorithm.class,
      description = "Print the SHA-256 of exactly the bytes that moved.")
  private @Nullable String algorithm;

  /** There is one. */
  static final class Algorithm implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (!text.equals(SHA256)) {
        throw new TypeConversionException("'" + text + "' is not known; there is " + SHA256);
      }
      return text;
    }
  }

  boolean wanted() {
    return algorithm != null;
  }
}
