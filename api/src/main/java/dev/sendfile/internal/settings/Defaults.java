package dev.sendfile.internal.settings;

import dev.sendfile.internal.profile.ProfileInUse;
import dev.sendfile.spi.Options;
import dev.sendfile.spi.Techniques;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What an operator has set: the defaults of every instance, for what its code does not set.
 *
 * @param force a strategy or technique, in its canonical spelling; {@code null} for none
 * @param options sizes
 * @param writeTimeout nanoseconds without progress on the target; 0 for none
 * @param readTimeout nanoseconds without progress on the source; 0 for none
 * @param weights the weights of strategies
 * @param profile what was measured; {@code null} if no profile is set
 */
public record Defaults(
    @Nullable String force,
    Options options,
    long writeTimeout,
    long readTimeout,
    Weights weights,
    @Nullable ProfileInUse profile) {

  /** Nothing set. */
  public static final Defaults NONE =
      new Defaults(null, Options.DEFAULTS, 0, 0, Weights.NONE, null);

  /** The word that stands for no force, and for no profile. */
  public static final String NOTHING = "nothing";

  /** How system properties begin. */
  private static final String PREFIX = "dev.sendfile.";

  private static final String FORCE = "force";
  private static final String BUFFER_SIZE = "bufferSize";
  private static final String CHUNK_SIZE = "chunkSize";
  private static final String WRITE_TIMEOUT = "writeTimeout";
  private static final String READ_TIMEOUT = "readTimeout";
  private static final String PROFILE = "profile";

  /** A key for all weights: {@code rwloop=5,nio=-1}. */
  private static final String WEIGHTS = "weights";

  /** How the keys of single weights begin. */
  private static final String WEIGHT = "weight.";

  /**
   * Reads system properties.
   *
   * @param properties the properties
   * @return what they set
   * @throws BadValueException if a value cannot be used
   */
  public static Defaults of(Properties properties) {
    Map<String, String> values = new HashMap<>();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith(PREFIX)) {
        values.put(name.substring(PREFIX.length()), properties.getProperty(name));
      }
    }
    return NONE.with(values, "system property " + PREFIX);
  }

  /**
   * Sets more. Keys that mean nothing here are left alone: those who store values add some of their
   * own. A profile is read here, and one that cannot be used is no error, but a warning in the log.
   *
   * @param values values by key
   * @param origin what goes before a key where a value is complained of
   * @return what is set then
   * @throws BadValueException if a value cannot be used
   */
  public Defaults with(Map<String, String> values, String origin) {
    Reader reader = new Reader(values, origin);
    Options sizes = options;
    sizes =
        reader.get(
            BUFFER_SIZE, sizes, Reader.SIZE, (it, v) -> Limits.bufferSize(it, Integer.parseInt(v)));
    sizes =
        reader.get(
            CHUNK_SIZE, sizes, Reader.SIZE, (it, v) -> Limits.chunkSize(it, Long.parseLong(v)));
    return new Defaults(
        values.containsKey(FORCE) ? canonical(values.get(FORCE)) : force,
        sizes,
        reader.timeout(WRITE_TIMEOUT, writeTimeout),
        reader.timeout(READ_TIMEOUT, readTimeout),
        new Weights(reader.weights(weights.byName())),
        values.containsKey(PROFILE) ? profile(values.get(PROFILE), origin) : profile);
  }

  /** Comes last: where another value is refused, nobody is told of a profile, too. */
  private static @Nullable ProfileInUse profile(String path, String origin) {
    return path.equals(NOTHING) ? null : ProfileInUse.at(path, origin + PROFILE);
  }

  private static @Nullable String canonical(String force) {
    return force.equals(NOTHING) ? null : Techniques.canonical(force);
  }

  /** Applies a value to what was set before. */
  @FunctionalInterface
  private interface Setter<T> {
    T apply(T before, String value);
  }

  /** Reads values; a bad one is an error that names it. */
  private record Reader(Map<String, String> values, String origin) {

    static final String SIZE = "a number of bytes, like 65536";
    private static final String TIMEOUT = "a time like PT30S";
    private static final String NUMBER = "a whole number, like 5 or -1";
    private static final String LIST = "weights of strategies, like rwloop=5,nio=-1";

    /**
     * Reads one.
     *
     * @param takes what its values are like
     */
    <T> T get(String key, T before, String takes, Setter<T> setter) {
      String value = values.get(key);
      if (value == null) {
        return before;
      }
      try {
        return setter.apply(before, value);
      } catch (IllegalArgumentException | DateTimeException e) {
        throw new BadValueException(
            key,
            origin
                + key
                + "="
                + value
                + " cannot be used: "
                + e.getMessage()
                + "; it takes "
                + takes,
            e);
      }
    }

    long timeout(String key, long before) {
      return get(key, before, TIMEOUT, (it, value) -> Limits.timeout(key, Duration.parse(value)));
    }

    Map<String, Integer> weights(Map<String, Integer> before) {
      Map<String, Integer> weights = new HashMap<>(get(WEIGHTS, before, LIST, Reader::addAll));
      for (String key : values.keySet()) {
        if (key.startsWith(WEIGHT)) {
          String strategy = key.substring(WEIGHT.length());
          weights.put(strategy, get(key, 0, NUMBER, (it, value) -> weight(strategy, value)));
        }
      }
      return weights;
    }

    private static Map<String, Integer> addAll(Map<String, Integer> before, String list) {
      HashMap<String, Integer> weights = new HashMap<>(before);
      for (String each : list.split(",", -1)) {
        String[] pair = each.split("=", -1);
        if (pair.length != 2) {
          throw new IllegalArgumentException("'" + each + "' is not like rwloop=5");
        }
        String strategy = pair[0].strip();
        weights.put(strategy, weight(strategy, pair[1].strip()));
      }
      return weights;
    }

    private static int weight(String strategy, String value) {
      if (strategy.isEmpty()) {
        throw new IllegalArgumentException("it names no strategy");
      }
      return Integer.parseInt(value);
    }
  }
}
