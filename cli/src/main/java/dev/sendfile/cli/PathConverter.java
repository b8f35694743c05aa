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

  /** With a slash at its end it is a directory, be there one or not: Java would drop the slash. */
  static Path path(String text) {
    if (text.isEmpty()) {
      throw new TypeConversionException("'' is no file name; give one, or . for this directory");
    }
    try {
      return text.endsWith("/") ? Path.of(text, ".") : Path.of(text);
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
