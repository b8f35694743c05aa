package dev.sendfile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.sendfile.Sendfile;
import dev.sendfile.spi.TransferStrategy;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoCommandTest {

  @Test
  void sendsByEachStrategyAndVerifies() {
    CliRun run = CliRun.of("demo", "--size", "1MiB").succeeded();
    assertThat(run.out().lines())
        .contains("a file of 1048576 bytes by each strategy, over each route")
        .anyMatch(it -> it.matches("strategy +route +MB/s +verified"))
        .anyMatch(it -> it.matches("nio +file -> tcp +\\d+\\.\\d +yes"))
        .anyMatch(it -> it.matches("mmap +file -> tcp +\\d+\\.\\d +yes"))
        .anyMatch(it -> it.matches("rwloop +tcp -> tcp +\\d+\\.\\d +yes"))
        .anyMatch(it -> it.matches("mmap +prepared -> tcp +\\d+\\.\\d +yes"))
        .allMatch(it -> it.length() <= 80);
  }

  @Test
  void foldsTheRoutesThatAreNotServedForOneReason() {
    CliRun run = CliRun.of("demo", "--size", "1").succeeded();
    assertThat(run.out().lines())
        .anyMatch(it -> it.matches("strategy +not served"))
        .noneMatch(it -> it.matches("mmap +tcp -> (file|tcp) .*yes"));
    assertThat(run.out().replaceAll("\\s+", " "))
        .containsOnlyOnce("mmap tcp -> file, tcp -> tcp: only files can be mapped");
  }

  @Test
  void saysNothingOfRoutesNotServedWhereAllAre() {
    CliRun run = CliRun.with(only(new Strategies.Failing()), "demo", "--size", "1");
    assertThat(run.out()).contains("failing").doesNotContain("not served");
  }

  @Test
  void comparesEachOfTheSendsFromAPreparedFile() {
    CliRun run = CliRun.with(only(new Strategies.Lying()), "demo", "--size", "1");
    assertThat(run.err())
        .contains("lying, prepared -> tcp: ", "what arrived behind byte 0 is not what was sent");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "100kB, 100000"})
  void printsOneJsonObject(String size, long bytes) {
    JsonObject json = CliRun.of("demo", "--json", "--size", size).succeeded().json();
    assertThat(json.keySet()).containsExactly("jvm", "size", "results", "verified");
    assertThat(json.get("jvm").getAsString()).contains(Runtime.version().toString());
    assertThat(json.get("verified").getAsBoolean()).isTrue();
    List<JsonObject> loop =
        json.getAsJsonArray("results").asList().stream()
            .map(JsonElement::getAsJsonObject)
            .filter(it -> it.get("strategy").getAsString().equals("rwloop"))
            .toList();
    assertThat(loop)
        .extracting(it -> it.get("route").getAsString())
        .containsExactly(
            "file -> tcp",
            "file -> unix",
            "file -> pipe",
            "file -> channel",
            "file -> stream",
            "file -> file",
            "tcp -> file",
            "tcp -> tcp",
            "prepared -> tcp");
    for (JsonObject result : loop) {
      assertThat(result.keySet())
          .containsExactly("strategy", "technique", "route", "bytes", "seconds", "verified");
      boolean prepared = result.get("route").getAsString().equals("prepared -> tcp");
      assertThat(result.get("bytes").getAsLong()).isEqualTo(prepared ? 16 << 20 : bytes);
      assertThat(result.get("seconds").getAsDouble()).isPositive();
      assertThat(result.get("verified").getAsBoolean()).isTrue();
    }
  }

  @Test
  void listsUnavailableStrategiesWithCauseAndRemedy() {
    CliRun run = CliRun.with(only(new Strategies.Unavailable()), "demo", "--size", "0");
    assertThat(run.out())
        .contains("not available: broken (sendfile)")
        .contains("cause:  the moon is not full")
        .contains("remedy: wait for it");
    assertThat(run.err()).contains("no strategy is available");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void failsWhereWrongBytesArrive() {
    CliRun run = CliRun.with(only(new Strategies.Lying()), "demo", "--size", "1MiB");
    assertThat(run.out()).containsPattern("lying +file -> tcp .* NO");
    assertThat(run.err()).contains("lying, file -> tcp: ", "is not what was sent");
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void failsWhereAStrategyFails() {
    CliRun run = CliRun.with(only(new Strategies.Failing()), "demo", "--json", "--size", "10");
    JsonObject result = run.json().getAsJsonArray("results").get(0).getAsJsonObject();
    assertThat(result.get("verified").getAsBoolean()).isFalse();
    assertThat(result.get("error").getAsString()).contains("the disk is on fire");
    assertThat(run.json().get("verified").getAsBoolean()).isFalse();
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void aRouteThatIsRefusedAtTheFirstStepIsNotServed() {
    CliRun run = CliRun.with(only(new Strategies.Forbidden()), "demo", "--size", "10").succeeded();
    assertThat(run.out().replaceAll("\\s+", " "))
        .contains("forbidden file -> tcp: it may not forbidden file -> unix, file -> pipe")
        .contains("tcp -> tcp, prepared -> tcp: it may not; --allow-it");
  }

  @Test
  void saysWhereThereIsNoRoom() {
    CliRun.of("demo", "--size", "7EiB")
        .failed(1, "no file of 8070450532247928832 bytes", "room for", "a smaller --size");
  }

  @Test
  void refusesNonsenseForASize() {
    CliRun.of("demo", "--size", "huge").failed(2, "'huge' is not a number of bytes");
  }

  private static Supplier<Sendfile> only(TransferStrategy strategy) {
    return () -> Sendfile.builder().strategies(strategy).build();
  }
}
