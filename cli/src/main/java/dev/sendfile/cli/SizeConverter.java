package dev.sendfile.cli;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads numbers of bytes as they are written in configuration files: {@code 1000}, {@code 64KiB},
 * {@code 1.5GiB}.
 */
final class SizeConverter implements ITypeConverter<Long> {

  private static final String KEY = "size";

  /** A part of a byte is none, but a part of a KiB may be some. */
  private static final Pattern FORM =
      Pattern.compile("(?<bare>[0-9]+)|[0-9]+(\\.[0-9]+)? *[A-Za-z]+");

  @Override
  public Long convert(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw unusable(text);
    }
    // configuration files take a bare number for any number: they round it, and cap it
    String withUnit = matcher.group("bare") == null ? text : text + "B";
    try {
      return ConfigValueFactory.fromAnyRef(withUnit).atKey(KEY).getBytes(KEY);
    } catch (ConfigException e) {
      throw unusable(text);
    }
  }

  private static TypeConversionException unusable(String text) {
    return new TypeConversionException(
        "'" + text + "' is not a number of bytes below 8EiB; write it like 1000, 64KiB or 1GiB");
  }
}
