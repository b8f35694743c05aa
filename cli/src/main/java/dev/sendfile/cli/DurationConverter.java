package dev.sendfile.cli;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigValueFactory;
import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads durations as they are written in configuration files: {@code 500ms}, {@code 30s}, {@code
 * 2m}.
 */
final class DurationConverter implements ITypeConverter<Duration> {

  private static final String KEY = "duration";

  /** With its unit: configuration files take a bare number for milliseconds, people for seconds. */
  private static final Pattern FORM = Pattern.compile("[0-9]+(\\.[0-9]+)? *[A-Za-z]+");

  /** What cannot be counted in nanoseconds is capped at this; it stands for nothing else. */
  private static final Duration CAPPED = Duration.ofNanos(Long.MAX_VALUE);

  @Override
  public Duration convert(String text) {
    Duration duration = parse(text);
    if (duration.isZero() || duration.equals(CAPPED)) {
      throw unusable(text);
    }
    return duration;
  }

  private static Duration parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw unusable(text);
    }
    try {
      return ConfigValueFactory.fromAnyRef(text).atKey(KEY).getDuration(KEY);
    } catch (ConfigException e) {
      throw unusable(text);
    }
  }

  private static TypeConversionException unusable(String text) {
    return new TypeConversionException(
        "'"
            + text
            + "' is not a duration above 0 and below 292 years; write it with its unit, like 500ms,"
            + " 30s or 2m");
  }
}
