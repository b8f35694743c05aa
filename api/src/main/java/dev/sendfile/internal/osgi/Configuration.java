package dev.sendfile.internal.osgi;

import dev.sendfile.internal.settings.BadValueException;
import dev.sendfile.internal.settings.Defaults;
import java.lang.System.Logger.Level;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.Collections;
import java.util.Dictionary;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.cm.ConfigurationException;
import org.osgi.service.cm.ManagedService;

/**
 * Takes the configuration of the operator. Its values go before system properties, key by key; it
 * takes effect as a whole or not at all.
 */
final class Configuration implements ManagedService {

  static final String PID = "dev.sendfile";

  private final Deployment deployment;
  private final Defaults properties;

  Configuration(Deployment deployment, Defaults properties) {
    this.deployment = deployment;
    this.properties = properties;
  }

  @Override
  public void updated(@Nullable Dictionary<String, ?> values) throws ConfigurationException {
    try {
      deployment.configure(
          values == null
              ? properties
              : properties.with(strings(values), "configuration " + PID + ": "));
    } catch (BadValueException e) {
      // not every Configuration Admin tells somebody of what it is told
      System.getLogger(PID)
          .log(Level.WARNING, e.getMessage() + "; what was configured before still holds");
      throw new ConfigurationException(e.key(), e.getMessage(), e);
    }
  }

  /**
   * Consoles store whatever types they like, and nothing as an empty text. Keys that differ in case
   * alone are one key to a Configuration Admin; of ours, the names of strategies are lower case.
   */
  static Map<String, String> strings(Dictionary<String, ?> values) {
    Map<String, String> strings = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String key : Collections.list(values.keys())) {
      String value = string(values.get(key)).strip();
      if (!value.isEmpty()) {
        strings.put(key.toLowerCase(Locale.ROOT), value);
      }
    }
    return strings;
  }

  private static String string(Object value) {
    if (value instanceof Collection<?> many) {
      return many.stream().map(String::valueOf).collect(Collectors.joining(","));
    }
    if (value.getClass().isArray()) { // of primitives, too
      return IntStream.range(0, Array.getLength(value))
          .mapToObj(i -> String.valueOf(Array.get(value, i)))
          .collect(Collectors.joining(","));
    }
    return value.toString();
  }
}
