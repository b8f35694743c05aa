package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sendfile.Profile;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferTimeoutException;
import dev.sendfile.itests.child.SendOnce;
import dev.sendfile.itests.fixture.ChildJvm;
import dev.sendfile.itests.fixture.ScriptedStrategy;
import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Situation;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.LyingChannel;
import dev.sendfile.tck.fixture.MemoryChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** System properties set the defaults; what code sets goes before them; bad values are named. */
@Isolated("it sets system properties")
class DeploymentIT {

  private static final int SIZE = 300_000;

  @TempDir Path folder;
  private Properties before;
  private Path file;

  @BeforeEach
  void keepProperties() throws Exception {
    before = (Properties) System.getProperties().clone();
    file = Content.file(folder, SIZE);
  }

  @AfterEach
  void restoreProperties() {
    System.setProperties(before);
  }

  private String chosen(Sendfile sendfile) throws Exception {
    TransferRequest request = TransferRequest.from(file).to(folder.resolve("copy"));
    return sendfile.explain(request).chosen().orElse("none");
  }

  @Test
  void forceIsADefaultThatCodeOverrides() throws Exception {
    assertThat(chosen(Sendfile.builder().build())).isEqualTo("nio");
    System.setProperty("dev.sendfile.force", "rwloop");
    assertThat(chosen(Sendfile.builder().build())).isEqualTo("rwloop");
    assertThat(chosen(Sendfile.builder().force("nio").build())).isEqualTo("nio");
    assertThat(chosen(Sendfile.builder().build().withForce("nothing"))).isEqualTo("nio");
    System.setProperty("dev.sendfile.force", "read-write-loop");
    assertThat(chosen(Sendfile.builder().build())).isEqualTo("rwloop");
    System.setProperty("dev.sendfile.force", "nothing");
    assertThat(chosen(Sendfile.builder().build())).isEqualTo("nio");
    System.setProperty("dev.sendfile.force", "nonesuch");
    assertThat(chosen(Sendfile.builder().build())).isEqualTo("none");
  }

  @Test
  void weightsAreDefaultsThatCodeOverrides() throws Exception {
    System.setProperty("dev.sendfile.weight.rwloop", "5");
    assertThat(chosen(Sendfile.builder().build())).isEqualTo("rwloop");
    assertThat(chosen(Sendfile.builder().weight("rwloop", -1).build())).isEqualTo("nio");
    System.setProperty("dev.sendfile.weight.nio", "6");
    assertThat(chosen(Sendfile.builder().build())).isEqualTo("nio");
  }

  @Test
  void aProfileIsADefaultThatCodeOverrides() throws Exception {
    Path profile = folder.resolve("sendfile.profile");
    Situation copy = Situation.of(EndKind.FILE, EndKind.FILE);
    Profile.builder().fastest(copy, SIZE, "rwloop").build().store(profile);
    System.setProperty("dev.sendfile.profile", profile.toString());
    assertThat(chosen(Sendfile.builder().build())).isEqualTo("rwloop");
    assertThat(chosen(Sendfile.builder().weight("nio", 1).build())).isEqualTo("nio");
    Profile other = Profile.builder().fastest(copy, SIZE, "mmap").build();
    assertThat(chosen(Sendfile.builder().profile(other).build())).isEqualTo("mmap");
    Files.writeString(profile, "format = 1\n");
    assertThat(chosen(Sendfile.builder().build())).isEqualTo("nio");
  }

  @Test
  void sizesReachTheStrategies() throws Exception {
    System.setProperty("dev.sendfile.bufferSize", "12345");
    System.setProperty("dev.sendfile.chunkSize", "10000");
    ScriptedStrategy mine =
        ScriptedStrategy.of(
            "mine",
            (step, number) -> {
              assertThat(step.plan().options().bufferSize()).isEqualTo(12_345);
              assertThat(step.batch().max()).isLessThanOrEqualTo(10_000);
              return step.move(1 << 20);
            });
    Sendfile sendfile = Sendfile.builder().strategies(mine).build();
    sendfile.transfer(TransferRequest.from(file).to(new MemoryChannel()));
    assertThat(mine.steps()).isEqualTo(SIZE / 10_000);
  }

  @Test
  void theWriteTimeoutEndsATransfer() {
    System.setProperty("dev.sendfile.writeTimeout", "PT0.1S");
    LyingChannel full =
        new LyingChannel(new MemoryChannel(), LyingChannel.Lie.LONG_FULL, Integer.MAX_VALUE);
    org.assertj.core.api.Assertions.assertThatExceptionOfType(TransferTimeoutException.class)
        .isThrownBy(() -> Sendfile.builder().build().transfer(TransferRequest.from(file).to(full)))
        .withMessageContaining("0.1s");
  }

  @ParameterizedTest
  @CsvSource({
    "bufferSize,lots",
    "bufferSize,0",
    "bufferSize,-1",
    "bufferSize,16777217",
    "bufferSize,99999999999",
    "chunkSize,1k",
    "chunkSize,0",
    "writeTimeout,30",
    "writeTimeout,PT0S",
    "writeTimeout,PT-1S",
    "readTimeout,soon",
    "weight.nio,heavy",
    "weight.nio,1.5"
  })
  void badValuesAreNamed(String property, String value) {
    System.setProperty("dev.sendfile." + property, value);
    assertThatIllegalArgumentException()
        .isThrownBy(Sendfile::builder)
        .withMessageContaining("dev.sendfile." + property)
        .withMessageContaining(value);
  }

  @Test
  void theDefaultInstanceObeysTheCommandLine() {
    assertThat(
            new ChildJvm()
                .with("-Ddev.sendfile.force=rwloop")
                .withClassPath()
                .run(SendOnce.class, "300000")
                .output())
        .contains("ran rwloop");
    assertThat(
            new ChildJvm()
                .with("-Ddev.sendfile.bufferSize=lots")
                .withClassPath()
                .run(SendOnce.class, "10")
                .output())
        .contains("refused")
        .contains("dev.sendfile.bufferSize=lots");
  }
}
