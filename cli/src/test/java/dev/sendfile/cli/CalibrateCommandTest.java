package dev.sendfile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import dev.sendfile.Profile;
import dev.sendfile.Sendfile;
import dev.sendfile.bench.contest.Occasion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibrateCommandTest {

  @TempDir Path folder;

  @Test
  void writesAProfileThatCanBeUsedHere() throws Exception {
    Path file = folder.resolve("a.profile");
    CliRun run =
        CliRun.of("calibrate", "--seconds=1", "--route=send", "--size=16KiB", "--output", file)
            .succeeded();
    assertThat(run.out().lines())
        .contains("send (file -> tcp)")
        .anyMatch(it -> it.matches("bytes +built-in +best of the others +x +95 %.*"))
        .anyMatch(it -> it.matches("16 KiB .* (stays|moved)"))
        .allMatch(it -> it.length() <= 80 || it.contains(folder.toString()));
    assertThat(run.out()).contains(file.toString());
    assertThat(Profile.load(file).isForHere()).isTrue();
  }

  @Test
  @Tag("once")
  void aStrategyThatIsCertainlySlowerLosesItsPlace() throws Exception {
    Path file = folder.resolve("a.profile");
    CliRun run =
        CliRun.with(
            () ->
                Sendfile.builder()
                    .strategies(new Strategies.Slow("a-slow"), new Strategies.Plain())
                    .build(),
            "calibrate",
            "--json",
            "--seconds=1",
            "--route=copy",
            "--size=1MiB",
            "--output",
            file);
    JsonObject json = run.json();
    assertThat(json.get("moved").getAsInt()).isEqualTo(1);
    assertThat(Profile.load(file).crossovers())
        .containsOnly(Map.entry(Occasion.COPY.situation(), new TreeMap<>(Map.of(0L, "plain"))));
    assertThat(file).content().containsPattern("# plain is \\d+\\.\\d+ times as fast as a-slow at");
  }

  private static CliRun slowly(Path file, String... more) {
    return CliRun.with(
        () ->
            Sendfile.builder()
                .strategies(new Strategies.Plain(Pause::aMoment), new Strategies.Slow("slower"))
                .build(),
        Stream.concat(Stream.of("calibrate", "--seconds=1", "--output", file), Stream.of(more))
            .toArray());
  }

  /** It is not begun when the time is over: half of it would tell of what nobody measured. */
  @Test
  @Tag("once")
  void aRouteThatTheTimeDoesNotSufficeForIsLeftOut() throws Exception {
    Path file = folder.resolve("a.profile");
    CliRun none = slowly(file, "--route=copy", "--size=4KiB,8KiB");
    assertThat(none.err()).contains("within 1 s, and no profile was written", "more --seconds");
    assertThat(none.exitCode()).isEqualTo(1);
    assertThat(file).doesNotExist();
    CliRun run = slowly(file, "--route=copy", "--route=pump", "--size=4KiB").succeeded();
    assertThat(run.out()).contains("left out, as the time was over: pump;").contains("copy (");
    assertThat(file).exists();
  }

  @Test
  void doesNotMeasureWhatItCouldNotWrite() throws Exception {
    Path there = Files.writeString(folder.resolve("there"), "mine");
    CliRun.of("calibrate", "--output", there).failed(1, there + " exists", "--replace");
    assertThat(there).hasContent("mine");
    CliRun.of("calibrate", "--output", folder).failed(1, folder + " is a directory");
    Path nowhere = folder.resolve("no/where");
    CliRun.of("calibrate", "--output", nowhere).failed(1, "the directory of " + nowhere);
  }

  @Test
  void refusesWhatCannotBeMeasured() {
    CliRun.of("calibrate", "--route", "moon")
        .failed(2, "'moon' is no route", "send, header, prepared, mapped, receive, pump, copy");
    CliRun.of("calibrate", "--size", "0").failed(2, "--size 0");
  }
}
