package dev.sendfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What system properties set. */
class DeploymentTest {

  private static Deployment of(String... keysAndValues) {
    Properties properties = new Properties();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      properties.setProperty(keysAndValues[i], keysAndValues[i + 1]);
    }
    return Deployment.of(properties);
  }

  @Test
  void nothingIsSetByDefault() {
    assertThat(of().settings()).isEqualTo(Settings.DEFAULTS);
    assertThat(of().weights().byName()).isEmpty();
  }

  @Test
  void eachPropertySetsItsDefault() {
    Deployment deployment =
        of(
            "dev.sendfile.force", "read-write-loop",
            "dev.sendfile.bufferSize", "65536",
            "dev.sendfile.chunkSize", "1000000",
            "dev.sendfile.writeTimeout", "PT30S",
            "dev.sendfile.readTimeout", "PT0.5S",
            "dev.sendfile.weight.nio", "-3",
            "dev.sendfile.unknown", "ignored");

    assertThat(deployment.settings())
        .isEqualTo(
            Settings.DEFAULTS
                .withForce("read-write")
                .withBufferSize(65_536)
                .withChunkSize(1_000_000)
                .withWriteTimeout(Duration.ofSeconds(30))
                .withReadTimeout(Duration.ofMillis(500)));
    assertThat(deployment.weights().of("nio")).isEqualTo(-3);
    assertThat(deployment.weights().of("rwloop")).isZero();
  }

  @Test
  void forceNothingIsNoForce() {
    assertThat(of("dev.sendfile.force", "nothing").settings()).isEqualTo(Settings.DEFAULTS);
  }

  @ParameterizedTest
  @CsvSource({
    "bufferSize, 64k",
    "bufferSize, 0",
    "bufferSize, 16777217",
    "chunkSize, -1",
    "chunkSize, ''",
    "writeTimeout, 30s",
    "writeTimeout, PT0S",
    "readTimeout, PT-1S",
    "weight.nio, heavy"
  })
  void aBadValueIsRefusedByNameWithTheRemedy(String name, String value) {
    assertThatThrownBy(() -> of("dev.sendfile." + name, value))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("system property dev.sendfile." + name + "=" + value)
        .hasMessageContaining("sizes are bytes and weights whole numbers, timeouts are like PT30S");
  }
}
