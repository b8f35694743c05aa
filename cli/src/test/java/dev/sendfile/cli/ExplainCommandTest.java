package dev.sendfile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExplainCommandTest {

  @TempDir Path folder;
  Path file;

  @BeforeEach
  void makeFile() throws Exception {
    file = Bytes.in(folder, 1 << 20).file();
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void explainsEachKind(Kind kind) {
    CliRun run = CliRun.of("explain", file, "--to", kind).succeeded();
    assertThat(run.out())
        .startsWith("file -> " + kind + ", 1048576 bytes")
        .containsPattern("\\R(nio|mmap|rwloop) .* chosen ");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void explainsEachKindOfSource(Kind kind) {
    for (Kind to : Kind.values()) {
      CliRun run = CliRun.of("explain", "--from", kind, "--to", to).succeeded();
      assertThat(run.out()).startsWith(kind + " -> " + to).contains(" chosen ");
    }
  }

  @Test
  void whatIsNotThereIsNotSaidToBeUnsent() {
    CliRun run = CliRun.of("explain", "nosuch", "--to=tcp");
    run.failed(1, "nosuch", "check the path");
    assertThat(run.err()).doesNotContain("sent");
  }

  @Test
  void wantsEitherAFileOrAKind() {
    CliRun.of("explain", "--to=tcp").failed(2, "give either FILE, or with --from=KIND");
    CliRun.of("explain", file, "--from=tcp", "--to=tcp").failed(2, "give either FILE");
    CliRun.of("explain", "--from=tcp", "--to=tcp", "--offset=1")
        .failed(2, "--offset 1 needs a file");
  }

  @Test
  void choosesTheKernelsPathToASocket() {
    JsonObject json = CliRun.of("explain", file, "--to=tcp", "--json").succeeded().json();
    assertThat(json.get("chosen").getAsString()).isEqualTo(Leading.STRATEGY);
    assertThat(json.has("forced")).isFalse();
    assertThat(json.getAsJsonArray("strategies")).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void saysWhyOthersDecline() {
    CliRun run = CliRun.of("explain", file, "--to", "stream").succeeded();
    assertThat(run.out()).containsPattern("nio +sendfile +declined ").contains("note  ");
  }

  @Test
  void takesForceAndRange() {
    JsonObject json =
        CliRun.of(
                "explain",
                file,
                "--to=tcp",
                "--force=rwloop",
                "--offset=1k",
                "--length=7",
                "--json")
            .succeeded()
            .json();
    assertThat(json.get("forced").getAsString()).isEqualTo("rwloop");
    assertThat(json.get("chosen").getAsString()).isEqualTo("rwloop");
    assertThat(json.get("length").getAsLong()).isEqualTo(7);
  }

  @Test
  void unknownKindIsAUsageErrorThatListsThem() {
    CliRun.of("explain", file, "--to", "moon")
        .failed(2, "'moon'", "tcp, unix, pipe, channel, stream, file");
  }

  @Test
  void kindIsRequired() {
    CliRun.of("explain", file).failed(2, "--to=KIND");
  }

  @Test
  void missingFileFails() {
    CliRun.of("explain", folder.resolve("missing"), "--to=tcp").failed(1, "does not exist");
  }

  @Test
  void offsetPastTheEndFails() {
    CliRun.of("explain", file, "--to=tcp", "--offset=2MiB").failed(1, "2097152", "1048576");
  }
}
