package dev.sendfile.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

/** Sizes and durations as users write them. */
class ValuesTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1000, 1000",
    "1B, 1",
    "1k, 1024",
    "64KiB, 65536",
    "64kB, 64000",
    "10 MiB, 10485760",
    "1.5GiB, 1610612736",
    "7EiB, 8070450532247928832",
    "7+1000, 1007",
    "1KiB+0, 1024",
    "9000-4096, 4904",
    "7-7, 0"
  })
  void readsSizes(String text, long bytes) {
    assertThat(new SizeConverter().convert(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "-1",
        "-1KiB",
        "many",
        "KiB",
        "1XB",
        "1,000",
        "0x10",
        "8EiB",
        "0.5",
        "1e3",
        "1e9k",
        "9223372036854775808",
        "+1"
      })
  void refusesWhatIsNoSize(String text) {
    assertThatThrownBy(() -> new SizeConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage(
            "'%s' is not a number of bytes below 8EiB; write it like 1000, 64KiB or 1GiB", text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"6-7", "7EiB+1EiB", "1+", "1+2+3", "1+-2", "THAT-1", "7+THAT"})
  void refusesSumsThatAreNone(String text) {
    assertThatThrownBy(() -> new SizeConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("is not a number of bytes below 8EiB");
  }

  @ParameterizedTest
  @CsvSource({
    "500ms, PT0.5S",
    "30s, PT30S",
    "2m, PT2M",
    "1.5s, PT1.5S",
    "1 h, PT1H",
    "1ns, PT0.000000001S"
  })
  void readsDurations(String text, Duration duration) {
    assertThat(new DurationConverter().convert(text)).isEqualTo(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "0s",
        "-1s",
        "30",
        "soon",
        "s",
        "PT30S",
        "1 fortnight",
        "0.4ns",
        "1e3s",
        "0x1p3s",
        "999999d"
      })
  void refusesWhatIsNoDuration(String text) {
    assertThatThrownBy(() -> new DurationConverter().convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessage(
            "'%s' is not a duration above 0 and below 292 years; write it with its unit, like 500ms,"
                + " 30s or 2m",
            text);
  }
}
