package dev.sendfile.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.arbitrary;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.longs;
import static org.quicktheories.generators.SourceDSL.strings;

import dev.sendfile.spi.Options;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.quicktheories.core.Gen;

/**
 * Whatever an operator writes is either what it says or an error that names it: nothing else is
 * thrown, and no value is taken for another.
 */
class RandomSettingsTest {

  private static final String PREFIX = "dev.sendfile.";
  private static final BigInteger MAX_BUFFER = BigInteger.valueOf(Options.MAX_BUFFER_SIZE);
  private static final BigInteger MAX_LONG = BigInteger.valueOf(Long.MAX_VALUE);

  /** Any text at all, and numbers around every bound, with what people put around them. */
  private static Gen<String> texts() {
    Gen<String> numbers =
        longs()
            .all()
            .map(it -> BigInteger.valueOf(it).shiftRight((int) (it & 63)))
            .map(it -> it.signum() < 0 && it.testBit(0) ? it.shiftLeft(40) : it)
            .map(it -> it.toString());
    Gen<String> dressed =
        numbers.zip(
            arbitrary()
                .pick("%s", "+%s", " %s", "%s ", "%sk", "%s.0", "0%s", "0x%s", "%s\n", "1e%s"),
            (number, form) -> form.replace("%s", number));
    return numbers
        .mix(dressed)
        .mix(strings().allPossible().ofLengthBetween(0, 8))
        .mix(strings().basicLatinAlphabet().ofLengthBetween(0, 8));
  }

  private static Defaults set(String key, String value) {
    Properties properties = new Properties();
    properties.setProperty(PREFIX + key, value);
    return Defaults.of(properties);
  }

  /** What a value means here, {@code null} if nothing: digits with a sign, as people count. */
  private static BigInteger number(String text) {
    return text.matches("[+-]?[0-9]{1,40}") ? new BigInteger(text) : null;
  }

  private static void refused(String key, String value) {
    try {
      Defaults set = set(key, value);
      throw new AssertionError(key + "=" + value + " was taken for " + set);
    } catch (BadValueException e) {
      checkMessage(e, key, value);
    }
  }

  private static void checkMessage(BadValueException e, String key, String value) {
    assertThat(e.key()).isEqualTo(key);
    assertThat(e.getMessage().lines()).hasSize(1);
    assertThat(e)
        .hasMessageContaining("system property " + PREFIX + key + "=")
        .hasMessageContaining("; it takes ");
    if (value.chars().noneMatch(it -> Character.isISOControl(it) || it >> 1 == 0x2028 >> 1)) {
      assertThat(e).hasMessageContaining("=" + value + " ");
    }
  }

  private static boolean within(BigInteger number, BigInteger most) {
    return number != null && number.signum() > 0 && number.compareTo(most) <= 0;
  }

  /** Digits of other scripts are digits too, for the JDK. */
  private static boolean foreign(String text) {
    return text.chars().anyMatch(it -> it > '9' && Character.isDigit(it));
  }

  @Test
  void aBufferSizeIsItselfOrRefused() {
    qt().forAll(texts().assuming(it -> !foreign(it)))
        .checkAssert(
            text -> {
              if (within(number(text), MAX_BUFFER)) {
                assertThat(set("bufferSize", text))
                    .isEqualTo(with(new Options(number(text).intValueExact(), 0)));
              } else {
                refused("bufferSize", text);
              }
            });
  }

  @Test
  void aChunkSizeIsItselfOrRefused() {
    qt().forAll(texts().assuming(it -> !foreign(it)))
        .checkAssert(
            text -> {
              if (within(number(text), MAX_LONG)) {
                assertThat(set("chunkSize", text))
                    .isEqualTo(with(new Options(0, number(text).longValueExact())));
              } else {
                refused("chunkSize", text);
              }
            });
  }

  private static Defaults with(Options options) {
    return new Defaults(null, options, 0, 0, Weights.NONE, null);
  }

  @Test
  void aWeightIsItselfOrRefusedAloneAndInTheList() {
    qt().forAll(texts().assuming(it -> !foreign(it)))
        .checkAssert(
            text -> {
              BigInteger number = number(text);
              if (number != null && number.bitLength() < Integer.SIZE) {
                Map<String, Integer> weights = Map.of("nio", number.intValueExact());
                assertThat(set("weight.nio", text).weights().byName()).isEqualTo(weights);
                assertThat(set("weights", "nio=" + text).weights().byName()).isEqualTo(weights);
              } else {
                refused("weight.nio", text);
              }
            });
  }

  @Test
  void aListOfWeightsIsWhatItSaysOrRefused() {
    Gen<String> lists = strings().betweenCodePoints(' ', '>').ofLengthBetween(0, 12).mix(texts());
    qt().forAll(lists)
        .checkAssert(
            text -> {
              try {
                set("weights", text)
                    .weights()
                    .byName()
                    .forEach((name, weight) -> assertThat(text).contains(name).isNotEmpty());
              } catch (BadValueException e) {
                checkMessage(e, "weights", text);
              }
            });
    refused("weights", "=5");
    refused("weight.", "5");
  }

  @Test
  void aTimeoutSurvivesARoundTrip() {
    qt().forAll(longs().between(1, Long.MAX_VALUE), integers().between(0, 62))
        .checkAssert(
            (bits, shift) -> {
              long nanos = Math.max(1, bits >> shift);
              String text = Duration.ofNanos(nanos).toString();
              assertThat(set("writeTimeout", text).writeTimeout()).isEqualTo(nanos);
              assertThat(set("readTimeout", text).readTimeout()).isEqualTo(nanos);
            });
  }

  @Test
  void whatIsNoTimeoutIsRefused() {
    Gen<String> likely =
        texts()
            .zip(
                arbitrary().pick("%s", "PT%sS", "P%sD", "PT%s", "PT0S", "-PT%sS"),
                (n, form) -> form.replace("%s", n));
    qt().forAll(texts().mix(likely))
        .checkAssert(
            text -> {
              try {
                long nanos = set("writeTimeout", text).writeTimeout();
                Duration meant = Duration.parse(text);
                assertThat(meant).isPositive();
                assertThat(BigInteger.valueOf(nanos)).isEqualTo(nanos(meant).min(MAX_LONG));
              } catch (BadValueException e) {
                checkMessage(e, "writeTimeout", text);
              }
            });
  }

  private static BigInteger nanos(Duration duration) {
    return BigInteger.valueOf(duration.getSeconds())
        .multiply(BigInteger.valueOf(1_000_000_000))
        .add(BigInteger.valueOf(duration.getNano()));
  }
}
