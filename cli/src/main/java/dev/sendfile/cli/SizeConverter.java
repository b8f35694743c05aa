package dev.sendfile.cli;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads numbers of bytes as they are written in configuration files: {@code 1000}, {@code 64KiB},
 * {@code 1.5GiB}. Also the sum or the difference of two, {@code 7+1000}: what a failure says to go
 * on with has a number in it that only the other side knows.
 */
final class SizeConverter implements ITypeConverter<Long> {

  private static final String KEY = "size";

  private static final long NONE = -1;

  private static final Pattern OF_TWO =
      Pattern.compile("(?<one>[^+-]+)(?<sign>[+-])(?<other>[^+-]+)");

  /** A part of a byte is none, but a part of a KiB may be some. */
  private static final Pattern FORM =
      Pattern.compile("(?<bare>[0-9]+)|[0-9]+(\\.[0-9]+)? *[A-Za-z]+");

  @Override
  public Long convert(String text) {
    Matcher two = OF_TWO.matcher(text);
    long bytes = two.matches() ? sum(two) : number(text);
    if (bytes < 0) {
      throw new TypeConversionException(
          "'" + text + "' is not a number of bytes below 8EiB; write it like 1000, 64KiB or 1GiB");
    }
    return bytes;
  }

  /** Negative, too, where it is too large. */
  private static long sum(Matcher two) {
    long one = number(two.group("one"));
    long other = number(two.group("other"));
    if (one < 0 || other < 0) {
      return NONE;
    }
    return two.group("sign").equals("+") ? one + other : one - other;
  }

  private static long number(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return NONE;
    }
    // configuration files take a bare number for any number: they round it, and cap it
    String withUnit = matcher.group("bare") == null ? text : text + "B";
    try {
      return ConfigValueFactory.fromAnyRef(withUnit).atKey(KEY).getBytes(KEY);
    } catch (ConfigException e) {
      return NONE;
    }
  }
}
