package dev.sendfile.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads paths. In a locale of ASCII, a JVM can name no file whose name has other characters. */
final class PathConverter implements ITypeConverter<Path> {

  @Override
  public Path convert(String text) {
    return path(text);
  }

  static Path path(String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(
          "'"
              + text
              + "' is no file name in the charset "
              + System.getProperty("sun.jnu.encoding")
              + " of this locale; set LC_ALL=C.UTF-8 and try again");
    }
  }
}
