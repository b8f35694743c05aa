package dev.sendfile.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.quicktheories.QuickTheory.qt;
import static org.quicktheories.generators.SourceDSL.arbitrary;
import static org.quicktheories.generators.SourceDSL.integers;
import static org.quicktheories.generators.SourceDSL.longs;
import static org.quicktheories.generators.SourceDSL.strings;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.quicktheories.core.Gen;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Whatever stands behind an option is either what it says, by another computation, or an error that
 * names it: nothing else is thrown, and no value is taken for another.
 */
class RandomValuesTest {

  private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

  private static final Map<String, String> BYTES =
      Map.of(
          "",
          "1",
          "B",
          "1",
          "k",
          "1024",
          "K",
          "1024",
          "KiB",
          "1024",
          "kB",
          "1000",
          "MiB",
          "1048576",
          "GB",
          "1000000000",
          "EiB",
          "1152921504606846976",
          "megabytes",
          "1000000");

  private static final Map<String, String> NANOS =
      Map.of(
          "ns",
          "1",
          "us",
          "1000",
          "ms",
          "1000000",
          "s",
          "1000000000",
          "seconds",
          "1000000000",
          "m",
          "60000000000",
          "h",
          "3600000000000",
          "d",
          "86400000000000");

  private static final Pattern QUANTITY =
      Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(?: *([A-Za-z]+))?");

  private static Gen<String> numbers() {
    return longs()
        .all()
        .zip(integers().between(0, 63), (bits, shift) -> Long.toString(bits >> shift))
        .mix(longs().between(0, 999).zip(integers().between(0, 99), (n, part) -> n + "." + part))
        .mix(longs().between(0, 999).map(it -> it + "0".repeat((int) (it % 40))))
        .mix(arbitrary().pick("1e9", "0x10", "NaN", "Infinity", "1.", ".5", "\u0663", "1_000", ""));
  }

  /** Numbers with units, those that there are and others, and any text at all. */
  private static Gen<String> quantities(Map<String, String> units) {
    Gen<String> known = arbitrary().pick(units.keySet().stream().sorted().toList());
    Gen<String> other = arbitrary().pick("X", "kib", " ", "\n", "i", "\u00b5s", "-", "fortnights");
    Gen<String> spaces = arbitrary().pick("", " ", "  ", "\t");
    return numbers()
        .zip(spaces, known.mix(other), (number, space, unit) -> number + space + unit)
        .mix(strings().allPossible().ofLengthBetween(0, 8))
        .mix(strings().basicLatinAlphabet().ofLengthBetween(0, 6));
  }

  /** What a text means; {@code null} for nothing, or for nothing that this test knows. */
  private static BigDecimal meant(String text, Map<String, String> units) {
    Matcher matcher = QUANTITY.matcher(text);
    String unit = !matcher.matches() ? null : matcher.group(2) == null ? "" : matcher.group(2);
    return unit == null || !units.containsKey(unit)
        ? null
        : new BigDecimal(matcher.group(1)).multiply(new BigDecimal(units.get(unit)));
  }

  /** Converts, or checks the error; {@code null} for an error. */
  private static <T> T convert(ITypeConverter<T> converter, String text) {
    try {
      return converter.convert(text);
    } catch (TypeConversionException e) {
      assertThat(e).hasMessageContaining("'" + text + "'");
      return null;
    } catch (Exception e) {
      throw new AssertionError("'" + text + "' made it throw " + e, e);
    }
  }

  @Test
  void aSizeIsWhatItSaysOrRefused() {
    qt().forAll(quantities(BYTES))
        .checkAssert(
            text -> {
              Long read = convert(new SizeConverter(), text);
              BigDecimal meant = meant(text, BYTES);
              boolean bareFraction = text.contains(".") && !text.matches(".*[A-Za-z]");
              if (meant != null && meant.compareTo(MOST) <= 0 && !bareFraction) {
                assertThat(read).as(text).isEqualTo(meant.toBigInteger().longValueExact());
              } else if (meant != null || !text.matches("[0-9. ]+[A-Za-z]+|.+[+-].+")) {
                assertThat(read).as(text).isNull(); // sums have a test of their own
              }
            });
  }

  /** To a microsecond in a second: fractions are read as binary ones. */
  @Test
  void aDurationIsWhatItSaysOrRefused() {
    qt().forAll(quantities(NANOS))
        .checkAssert(
            text -> {
              Duration read = convert(new DurationConverter(), text);
              BigDecimal meant = meant(text, NANOS);
              if (meant == null) {
                assertThat(read == null || text.matches("[0-9. ]+[A-Za-z]+")).as(text).isTrue();
              } else if (meant.compareTo(BigDecimal.ONE) < 0 || meant.compareTo(MOST) >= 0) {
                assertThat(read).as(text).isNull();
              } else {
                BigInteger off = meant.toBigInteger().subtract(BigInteger.valueOf(read.toNanos()));
                assertThat(off.abs().longValueExact())
                    .as(text)
                    .isLessThanOrEqualTo(read.toNanos() / 1_000_000);
              }
            });
  }

  @Test
  void anAddressIsReadAsItIsWrittenOrRefused() {
    Gen<String> hosts =
        arbitrary()
            .pick(
                "localhost", "127.0.0.1", "[::1]", "[::1", "[nobody]", "*", "", "a b", "::1", "z\n")
            .mix(strings().allPossible().ofLengthBetween(0, 6));
    qt().forAll(hosts, arbitrary().pick(":", "", "::", " "), numbers())
        .checkAssert(
            (host, colon, port) -> {
              String text = host + colon + port;
              checkAddress(text, convert(new Address.Converter(), text));
              ListenAddress listen = convert(new ListenAddress.Converter(), text);
              if (listen != null) {
                assertThat(listen.port()).isBetween(0, 65_535);
                String given = listen.host() == null ? "" : listen.host() + ":";
                assertThat(text).matches(Pattern.quote(given) + "0*" + listen.port());
              }
            });
  }

  private static void checkAddress(String text, Address read) {
    if (read != null) {
      assertThat(read.port()).isBetween(1, 65_535);
      assertThat(text).matches(Pattern.quote(read.host() + ":") + "0*" + read.port());
    }
  }

  @Test
  void noChecksumButTheOneThatThereIs() {
    qt().forAll(
            strings().allPossible().ofLengthBetween(0, 8).mix(arbitrary().pick("sha256", "SHA256")))
        .checkAssert(
            text ->
                assertThat(convert(new ChecksumOption.Algorithm(), text))
                    .isEqualTo(text.equals("sha256") ? text : null));
  }

  /** The whole command: exit code 2, and two lines without a stack trace. */
  @Test
  void theCommandSaysInTwoLinesWhatIsWrong() {
    Gen<String> options =
        arbitrary()
            .pick("--length", "--offset", "--buffer-size", "--chunk-size", "--force", "--none");
    Gen<String> nonsense =
        strings()
            .allPossible()
            .ofLengthBetween(1, 8)
            .map(it -> "?" + it)
            .mix(arbitrary().pick("\n"));
    qt().withExamples(100)
        .forAll(options, nonsense)
        .checkAssert(
            (option, text) ->
                CliRun.of("explain", "none", "--to", "tcp", option + "=" + text).failed(2, option));
  }
}
