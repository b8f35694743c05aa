package dev.sendfile.cli;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueFactory;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads durations as they are written in configuration files: {@code 500ms}, {@code 30s}, {@code
 * 2m}.
 */
final class DurationConverter implements ITypeConverter<Duration> {

  private static final String KEY = "duration";

  @Override
  public Duration convert(String text) {
    Duration duration = parse(text);
    if (duration.isZero() || duration.isNegative()) {
      throw unusable(text);
    }
    return duration;
  }

  private static Duration parse(String text) {
    try {
      // configuration files take a bare number for milliseconds, where people mean seconds
      if (!text.isEmpty() && Character.isDigit(text.charAt(text.length() - 1))) {
        throw unusable(text);
      }
      return ConfigValueFactory.fromAnyRef(text).atKey(KEY).getDuration(KEY);
    } catch (ConfigException e) {
      throw unusable(text);
    }
  }

  private static TypeConversionException unusable(String text) {
    return new TypeConversionException(
        "'" + text + "' is not a duration above 0; write it with its unit, like 500ms, 30s or 2m");
  }
}
