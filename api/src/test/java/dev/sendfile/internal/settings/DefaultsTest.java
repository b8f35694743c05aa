package dev.sendfile.internal.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sendfile.spi.Options;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an operator sets, by system properties and otherwise. */
class DefaultsTest {

  private static Defaults of(String... keysAndValues) {
    Properties properties = new Properties();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      properties.setProperty(keysAndValues[i], keysAndValues[i + 1]);
    }
    return Defaults.of(properties);
  }

  @Test
  void nothingIsSetByDefault() {
    assertThat(of()).isEqualTo(Defaults.NONE);
    assertThat(of("dev.sendfile.unknown", "ignored", "force", "nio")).isEqualTo(Defaults.NONE);
  }

  @Test
  void eachPropertySetsItsDefault() {
    Defaults defaults =
        of(
            "dev.sendfile.force", "read-write-loop",
            "dev.sendfile.bufferSize", "65536",
            "dev.sendfile.chunkSize", "1000000",
            "dev.sendfile.writeTimeout", "PT30S",
            "dev.sendfile.readTimeout", "PT0.5S",
            "dev.sendfile.weights", "rwloop=1, mmap = -2",
            "dev.sendfile.weight.nio", "-3");

    assertThat(defaults)
        .isEqualTo(
            new Defaults(
                "read-write",
                new Options(65_536, 1_000_000),
                Duration.ofSeconds(30).toNanos(),
                Duration.ofMillis(500).toNanos(),
                new Weights(Map.of("rwloop", 1, "mmap", -2, "nio", -3)),
                null));
  }

  @Test
  void forceNothingIsNoForce() {
    assertThat(of("dev.sendfile.force", "nothing")).isEqualTo(Defaults.NONE);
  }

  @Test
  void whatIsSetLaterGoesBeforeKeyByKey() {
    Defaults first =
        of(
            "dev.sendfile.force",
            "nio",
            "dev.sendfile.bufferSize",
            "1",
            "dev.sendfile.weight.a",
            "1");

    Defaults both =
        first.with(
            Map.of("force", "nothing", "chunkSize", "2", "weight.b", "3"), "configuration: ");

    assertThat(both)
        .isEqualTo(
            new Defaults(null, new Options(1, 2), 0, 0, new Weights(Map.of("a", 1, "b", 3)), null));
  }

  @Test
  void aSingleWeightGoesBeforeTheList() {
    assertThat(Defaults.NONE.with(Map.of("weights", "a=1,b=2", "weight.a", "7"), "").weights())
        .isEqualTo(new Weights(Map.of("a", 7, "b", 2)));
  }

  @ParameterizedTest
  @CsvSource({
    "bufferSize, 64k, 'a number of bytes, like 65536'",
    "bufferSize, 0, a number of bytes",
    "bufferSize, 16777217, a number of bytes",
    "chunkSize, -1, a number of bytes",
    "chunkSize, '', a number of bytes",
    "writeTimeout, 30s, a time like PT30S",
    "writeTimeout, PT0S, a time like PT30S",
    "readTimeout, PT-1S, a time like PT30S",
    "weights, nio, 'weights of strategies, like rwloop=5'",
    "weights, nio=much, weights of strategies",
    "weights, 'nio=1,', weights of strategies",
    "weight.nio, heavy, 'a whole number, like 5 or -1'"
  })
  void aBadValueIsRefusedByNameWithTheRemedy(String name, String value, String takes) {
    assertThatThrownBy(() -> of("dev.sendfile." + name, value))
        .isInstanceOfSatisfying(BadValueException.class, it -> assertThat(it.key()).isEqualTo(name))
        .hasMessageContaining("system property dev.sendfile." + name + "=" + value)
        .hasMessageContaining("; it takes " + takes);
  }
}
