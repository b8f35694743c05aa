package dev.sendfile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import dev.sendfile.Sendfile;
import dev.sendfile.cli.text.SafeWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

class DoctorCommandTest {

  @TempDir Path folder;

  @Test
  void describesMachineAndStrategies() {
    CliRun run = CliRun.of("doctor").succeeded();
    assertThat(run.out())
        .contains(Runtime.version().toString())
        .contains(System.getProperty("os.name"))
        .containsPattern("\\Rfile -> tcp +" + Leading.STRATEGY + ", else .*rwloop.*\\R")
        .containsPattern("\\Rnio +sendfile +0 +available\\R")
        .containsPattern("\\Rmmap +mmapped +0 +available\\R")
        .containsPattern("\\Rrwloop +read-write +0 +available\\R");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void printsOneJsonObject() {
    JsonObject json = CliRun.of("doctor", "--json").succeeded().json();
    assertThat(json.keySet())
        .containsExactly(
            "sendfile",
            "jvm",
            "os",
            "strategies",
            "order",
            "unused",
            "properties",
            "advice",
            "options");
    JsonArray strategies = json.getAsJsonArray("strategies");
    assertThat(strategies).hasSizeGreaterThanOrEqualTo(3);
    JsonObject last = strategies.get(strategies.size() - 1).getAsJsonObject();
    assertThat(last.get("name").getAsString()).isEqualTo("rwloop");
    assertThat(last.get("moved").getAsString()).isEqualTo("file -> tcp");
  }

  /** Each of its classes gives the same cause. */
  @Test
  @EnabledForJreRange(max = JRE.JAVA_21)
  void namesTheJavaThatTheNativeStrategiesNeedOnce() throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("dev.sendfile.spi.TransferStrategy"),
        "dev.sendfile.ffm.NoSuchOne\ndev.sendfile.ffm.NoSuchOther");
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      CliRun run =
          CliRun.with(() -> Sendfile.builder().classLoader(loader).build(), "doctor").succeeded();
      assertThat(run.out())
          .containsPattern("\\Rnative-\\* +not usable: sendfile-provider-native needs Java\\s+22")
          .doesNotContain("NoSuch", "is damaged");
    }
  }

  @Test
  void tellsWhatTheFirstUseOfAStrategyFoundOut() {
    Sendfile sendfile = Sendfile.builder().strategies(new Strategies.Forbidden()).build();
    CliRun run = CliRun.with(() -> sendfile, "doctor").succeeded();
    assertThat(run.out())
        .containsPattern("\\Rforbidden +read-write +0 +not available: it may not; +--allow-it\\R");
  }

  @Test
  void tellsWhyAStrategyThatIsAvailableMovedNothing() {
    CliRun run =
        CliRun.with(
                () ->
                    Sendfile.builder()
                        .strategies(
                            new Strategies.Failing(),
                            new Strategies.Choosy(),
                            new Strategies.Pedantic())
                        .build(),
                "doctor")
            .succeeded();
    assertThat(run.out().replaceAll("\\s+", " "))
        .containsPattern("failing read-write 0 available; here: writing to .*the disk is on fire")
        .contains("choosy read-write 0 available; here: it declines file -> tcp: not this one")
        .contains("pedantic read-write 0 available; here: these ends are not for me");
  }

  @Test
  void tellsCauseAndRemedyOfWhatCannotRun() {
    CliRun run =
        CliRun.with(
                () -> Sendfile.builder().strategies(new Strategies.Unavailable()).build(), "doctor")
            .succeeded();
    assertThat(run.out())
        .contains("not available: the moon is not full; wait for it")
        .contains("deploy sendfile-provider-nio", "deploy sendfile-provider-mmap");
  }

  @Test
  void namesProvidersThatCannotBeLoaded() throws Exception {
    Path services = Files.createDirectories(folder.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("dev.sendfile.spi.TransferStrategy"), "org.example.NoSuchStrategy");
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
      CliRun run =
          CliRun.with(() -> Sendfile.builder().classLoader(loader).build(), "doctor").succeeded();
      assertThat(run.out().replaceAll("\\s+", ""))
          .contains("notusable:")
          .contains("org.example.NoSuchStrategy");
    }
  }

  @Test
  void listsWhatIsSetByProperties() {
    System.setProperty("dev.sendfile.force", "rwloop");
    System.setProperty("dev.sendfile.weight.nio", "-5");
    try {
      CliRun run = CliRun.of("doctor").succeeded();
      assertThat(run.out())
          .contains("-Ddev.sendfile.force=rwloop")
          .contains("-Ddev.sendfile.weight.nio=-5")
          .contains("Every transfer is forced to rwloop")
          .containsPattern("\\Rfile -> tcp +rwloop\\R");
    } finally {
      System.clearProperty("dev.sendfile.force");
      System.clearProperty("dev.sendfile.weight.nio");
    }
  }

  @Test
  void optionsStayWholeInANarrowTerminal() {
    StringWriter to = new StringWriter();
    SafeWriter out = new SafeWriter(to, () -> OptionalInt.of(20), Optional::empty);
    DoctorCommand.printOptions(NativeStrategies.options(), out);
    out.flush();
    assertThat(to.toString().lines())
        .contains("  --add-opens=java.base/sun.nio.ch=dev.sendfile.ffm")
        .contains("on the class path,", "in OSGi");
  }
}
