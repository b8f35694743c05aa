package dev.sendfile;

import dev.sendfile.internal.discovery.Weights;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;

/**
 * What an operator has set by system properties: the defaults of every {@link Sendfile} that is
 * built. See {@link Sendfile} for their names.
 *
 * @param settings the settings
 * @param weights the weights of strategies
 */
record Deployment(Settings settings, Weights weights) {

  private static final String PREFIX = "dev.sendfile.";
  private static final String WEIGHT = PREFIX + "weight.";

  static Deployment of(Properties properties) {
    Reader reader = new Reader(properties);
    Settings settings = Settings.DEFAULTS;
    settings = reader.apply("force", Function.identity(), settings, Settings::withForce);
    settings = reader.apply("bufferSize", Integer::valueOf, settings, Settings::withBufferSize);
    settings = reader.apply("chunkSize", Long::valueOf, settings, Settings::withChunkSize);
    settings = reader.apply("writeTimeout", Duration::parse, settings, Settings::withWriteTimeout);
    settings = reader.apply("readTimeout", Duration::parse, settings, Settings::withReadTimeout);
    Map<String, Integer> weights = new HashMap<>();
    for (String key : properties.stringPropertyNames()) {
      if (key.startsWith(WEIGHT)) {
        weights.put(key.substring(WEIGHT.length()), reader.parse(key, Integer::valueOf));
      }
    }
    return new Deployment(settings, new Weights(weights));
  }

  /** Applies one value to the settings. */
  @FunctionalInterface
  private interface Setter<T> {
    Settings apply(Settings settings, T value);
  }

  /** Reads properties; a bad one is an error that names it. */
  private record Reader(Properties properties) {

    <T> Settings apply(
        String name, Function<String, T> parser, Settings settings, Setter<T> setter) {
      String key = PREFIX + name;
      if (properties.getProperty(key) == null) {
        return settings;
      }
      T value = parse(key, parser);
      try {
        return setter.apply(settings, value);
      } catch (IllegalArgumentException e) {
        throw bad(key, e);
      }
    }

    <T> T parse(String key, Function<String, T> parser) {
      try {
        return parser.apply(properties.getProperty(key));
      } catch (NumberFormatException | DateTimeException e) {
        throw bad(key, e);
      }
    }

    private IllegalArgumentException bad(String key, RuntimeException cause) {
      return new IllegalArgumentException(
          "system property "
              + key
              + "="
              + properties.getProperty(key)
              + " cannot be used: "
              + cause.getMessage()
              + "; sizes are bytes and weights whole numbers, timeouts are like PT30S",
          cause);
    }
  }
}
