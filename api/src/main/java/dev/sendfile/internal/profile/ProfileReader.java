package dev.sendfile.internal.profile;

import dev.sendfile.spi.Situation;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads profiles. Nothing is guessed: what is not understood is an error. */
public final class ProfileReader {

  /** Many times what a profile of all situations takes. */
  static final int MOST_BYTES = 256 << 10;

  static final String FORMAT = "format";
  static final String KNOWN_FORMAT = "1";
  static final String MADE = "made";
  static final String JAVA = "java";
  static final String OS = "os";
  static final String ARCH = "arch";
  static final String PROCESSOR = "processor";
  static final String PROCESSORS = "processors";
  static final String KERNEL = "kernel";

  /** How the keys of situations begin. */
  static final String FASTEST = "fastest.";

  private static final Pattern CROSSOVER = Pattern.compile("(\\S+)\\s+from\\s+([0-9]+)");

  private final Path file;
  private final Properties entries = new OnceEach();

  private ProfileReader(Path file) {
    this.file = file;
  }

  /** Of two entries with one key, {@code Properties} would take the last and say nothing. */
  private static final class OnceEach extends Properties {
    private static final long serialVersionUID = 1;

    @Override
    public synchronized @Nullable Object put(Object key, Object value) {
      if (super.put(key, value) != null) {
        throw new IllegalArgumentException("it has two entries " + key);
      }
      return null;
    }
  }

  /**
   * Reads a file.
   *
   * @param file the file
   * @return what it says
   * @throws IOException if it cannot be read or is no profile; the message names the file, what is
   *     wrong in it, and the remedy
   */
  public static Measured read(Path file) throws IOException {
    return new ProfileReader(file).measured();
  }

  private Measured measured() throws IOException {
    try {
      entries.load(new StringReader(text()));
    } catch (IllegalArgumentException e) { // two entries, or half an escape
      throw bad(String.valueOf(e.getMessage()), e);
    }
    if (!take(FORMAT, it -> it).equals(KNOWN_FORMAT)) { // first: it explains all else
      throw bad("it has another format than " + KNOWN_FORMAT + ", all that is known here", null);
    }
    Instant made = take(MADE, Instant::parse);
    Machine machine =
        new Machine(
            take(OS, it -> it),
            take(ARCH, it -> it),
            take(PROCESSOR, it -> it),
            take(PROCESSORS, ProfileReader::positive),
            take(JAVA, it -> it),
            take(KERNEL, it -> it));
    Crossovers crossovers = crossovers();
    if (!entries.isEmpty()) {
      throw bad("the key " + entries.keySet().iterator().next() + " means nothing", null);
    }
    return new Measured(made, machine, crossovers);
  }

  private String text() throws IOException {
    byte[] bytes = bytes();
    if (bytes.length > MOST_BYTES) {
      throw bad("it has more than " + MOST_BYTES + " bytes", null);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw bad("it is no text in UTF-8", e);
    }
  }

  private byte[] bytes() throws IOException {
    if (!Files.exists(file)) {
      throw bad("there is no such file", null);
    }
    if (!Files.isRegularFile(file)) { // a pipe would make everybody wait
      throw bad("it is no regular file", null);
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(MOST_BYTES + 1);
    } catch (IOException e) {
      throw bad("it cannot be read: " + e, e);
    }
  }

  /** What is taken is not left over. */
  private <T> T take(String key, Function<String, T> reading) throws IOException {
    Object value = entries.remove(key);
    if (value == null) {
      throw bad("it has no entry " + key, null);
    }
    return read(key, value.toString().strip(), reading);
  }

  private <T> T read(String key, String value, Function<String, T> reading) throws IOException {
    try {
      return reading.apply(value);
    } catch (IllegalArgumentException | DateTimeException e) {
      throw bad(key + "=" + value + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static int positive(String value) {
    int number = Integer.parseInt(value);
    if (number < 1) {
      throw new IllegalArgumentException("it is less than one");
    }
    return number;
  }

  private Crossovers crossovers() throws IOException {
    Map<Situation, List<Crossover>> bySituation = new HashMap<>();
    for (String key : new TreeSet<>(entries.stringPropertyNames())) {
      if (key.startsWith(FASTEST)) {
        String value = entries.getProperty(key).strip();
        entries.remove(key);
        Situation situation = read(key, value, it -> Key.parse(key.substring(FASTEST.length())));
        if (bySituation.put(situation, read(key, value, ProfileReader::list)) != null) {
          throw bad("it has two entries for " + situation, null);
        }
      }
    }
    try {
      return new Crossovers(bySituation);
    } catch (IllegalArgumentException e) {
      throw bad(String.valueOf(e.getMessage()), e);
    }
  }

  private static List<Crossover> list(String value) {
    List<Crossover> list = new ArrayList<>();
    for (String each : value.split(",", -1)) {
      Matcher matcher = CROSSOVER.matcher(each.strip());
      if (!matcher.matches()) {
        throw new IllegalArgumentException("'" + each.strip() + "' is not like 'nio from 12288'");
      }
      list.add(new Crossover(Long.parseLong(matcher.group(2)), matcher.group(1)));
    }
    return Crossovers.checked(list);
  }

  private BadProfileException bad(String what, @Nullable Throwable cause) {
    return new BadProfileException(file, what, cause);
  }
}
