package dev.sendfile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.sendfile.Sendfile;
import dev.sendfile.bench.result.Results;
import dev.sendfile.bench.result.ResultsFile;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchCommandTest {

  @TempDir Path folder;

  private static CliRun bench(Object... more) {
    return CliRun.of(
        Stream.concat(
                Stream.of("bench", "--seconds", "1", "--only", "TRANSFER_TO|SENDFILE"),
                Stream.of(more))
            .toArray());
  }

  @Test
  void printsATableAndBars() throws Exception {
    Path output = folder.resolve("results.json");
    CliRun run = bench("--size", "4KiB", "--output", output).succeeded();
    assertThat(run.out().lines())
        .anyMatch(it -> it.contains(Runtime.version().toString()))
        .anyMatch(it -> it.matches("send 4 KiB, blocking, warm: median of \\d+ rounds"))
        .anyMatch(it -> it.matches("variant +time +.*MB/s +x +95 % +CPU +by"))
        .anyMatch(it -> it.matches("SENDFILE .* [0-9.]+-[0-9.]+ .*rwloop"))
        .anyMatch(it -> it.matches("TRANSFER_TO .* 1.00  base .*"))
        .anyMatch(it -> it.matches("SENDFILE +[█▏▎▍▌▋▊▉#]+ [0-9.]+"))
        .anyMatch(it -> it.matches("TRANSFER_TO +[░-]+ 1.00"))
        .allMatch(it -> it.length() <= 80);
    Results results = ResultsFile.read(output);
    assertThat(results.settings()).extracting(it -> it.size()).containsExactly(4096L);
    assertThat(results.series()).hasSize(2).allMatch(it -> it.rounds().size() >= 6);
    assertThat(results.command()).startsWith("sendfile bench --seconds 1");
  }

  /** Then nobody looks at the file through the terminal that errors go to. */
  @Test
  @Tag("once")
  void whatGoesToAFileIsNoWiderForAWideTerminal() {
    System.setProperty("sendfile.terminal", "200");
    PrintStream before = System.err;
    System.setErr(new PrintStream(OutputStream.nullOutputStream())); // the table is redrawn there
    try {
      assertThat(bench("--size", "4KiB").out().lines())
          .anyMatch(it -> it.startsWith("TRANSFER_TO "))
          .allMatch(it -> it.length() <= 80);
    } finally {
      System.setErr(before);
      System.clearProperty("sendfile.terminal");
    }
  }

  @Test
  void printsResultsAsOneJsonObject() {
    CliRun run = bench("--json", "--size", "4KiB");
    JsonObject json = run.json();
    assertThat(json.keySet())
        .containsExactly("format", "commit", "command", "began", "place", "series", "leftOut");
    List<JsonElement> series = json.getAsJsonArray("series").asList();
    assertThat(series)
        .extracting(it -> it.getAsJsonObject().get("variant").getAsString())
        .containsExactly("TRANSFER_TO", "SENDFILE");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void saysWhyNothingCanBeMeasured() {
    bench("--work", "copy", "--mode", "non-blocking")
        .failed(1, "files are copied in mode blocking alone", "another --work or --mode");
    CliRun.of("bench", "--size", "1MiB", "--only", "NATIVE_MAPPED_WRITEV")
        .failed(1, "NATIVE_MAPPED_WRITEV cannot take part", "there are TRANSFER_TO");
  }

  /** A size of which a single round takes longer than all may. */
  @Test
  @Tag("once")
  void whatIsNotBegunInTimeIsLeftOut() {
    CliRun run =
        CliRun.with(
                () -> Sendfile.builder().strategies(new Strategies.Plain(Pause::aMoment)).build(),
                "bench",
                "--seconds=1",
                "--only=SENDFILE",
                "--size=4KiB,8KiB")
            .succeeded();
    assertThat(run.out().lines())
        .anyMatch(it -> it.startsWith("send 4 KiB, "))
        .noneMatch(it -> it.startsWith("send 8 KiB, "));
    assertThat(run.out()).contains("the time was over: give more --seconds (8 KiB)");
  }

  @Test
  void namesTheVariantsThereAreWhereNoneIsMeant() {
    CliRun.of("bench", "--size", "1", "--seconds", "1", "--only", "NOBODY")
        .failed(1, "no variant is named NOBODY", "TRANSFER_TO", "SENDFILE_PATH");
  }

  @Test
  void refusesWhatCannotBeMeasured() {
    CliRun.of("bench", "--work", "teleport")
        .failed(2, "'teleport' is no work", "send, header, receive, pump, copy");
    CliRun.of("bench", "--mode", "lazy").failed(2, "'lazy' is no mode", "non-blocking");
    CliRun.of("bench", "--size", "4KiB,0").failed(2, "--size 0", "no bytes");
    CliRun.of("bench", "--seconds", "0").failed(2, "--seconds 0");
    CliRun.of("bench", "--only", "(").failed(2, "--only");
  }

  @Test
  void saysWhereThereIsNoRoomOrNoFolderBeforeItMeasures() {
    CliRun.of("bench", "--size", "7EiB")
        .failed(1, "no room for files of", " are free, and ", "a smaller --size");
    Path nowhere = folder.resolve("no/where.json");
    CliRun.of("bench", "--output", nowhere).failed(1, "the directory of " + nowhere);
    CliRun.of("bench", "--plot", folder).failed(1, folder + " is a directory");
    assertThat(Files.exists(nowhere)).isFalse();
  }
}
