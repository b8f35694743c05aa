package dev.sendfile.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import dev.sendfile.Sendfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CopyCommandTest {

  private static final int SIZE = 3_000_000;

  @TempDir Path folder;
  private Bytes bytes;
  private Path copy;

  @BeforeEach
  void makeFile() throws Exception {
    bytes = Bytes.in(folder, SIZE);
    copy = folder.resolve("the copy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"nio", "rwloop", "nothing"})
  void copiesByEachStrategy(String strategy) {
    CliRun.of("copy", bytes.file(), copy, "--force", strategy).succeeded();
    assertThat(copy).hasBinaryContent(bytes.content());
  }

  @Test
  void printsTheResultAsJson() throws Exception {
    JsonObject json =
        CliRun.of("copy", bytes.file(), copy, "--json", "--checksum=sha256").succeeded().json();
    assertThat(json.keySet())
        .containsExactly(
            "strategy", "technique", "route", "bytes", "seconds", "passedOver", "sha256");
    assertThat(json.get("route").getAsString()).isEqualTo("file -> file");
    assertThat(json.get("bytes").getAsLong()).isEqualTo(SIZE);
    assertThat(json.get("sha256").getAsString()).isEqualTo(Bytes.sha256(bytes.content()));
  }

  @Test
  void copiesOnlyTheRange() throws Exception {
    CliRun run =
        CliRun.of("copy", "--offset=1000", "--length=2000", "--checksum=sha256", bytes.file(), copy)
            .succeeded();
    assertThat(copy).hasBinaryContent(bytes.range(1000, 2000));
    assertThat(run.out()).contains("sha256 " + Bytes.sha256(bytes.range(1000, 2000)));
  }

  @Test
  void continuesBehindWhatTheCopyHolds() throws Exception {
    Files.write(copy, bytes.range(0, 1_000_001));
    CliRun run =
        CliRun.of("copy", bytes.file(), copy, "--continue", "--sync", "--checksum=sha256")
            .succeeded();
    assertThat(copy).hasBinaryContent(bytes.content());
    assertThat(run.out())
        .startsWith("1999999 bytes")
        .contains("sha256 " + Bytes.sha256(bytes.range(1_000_001, SIZE - 1_000_001)));
  }

  @Test
  void continuesTheCopyOfARange() throws Exception {
    Files.write(copy, bytes.range(1000, 10));
    CliRun.of("copy", bytes.file(), copy, "--continue", "--offset=1000", "--length=50").succeeded();
    assertThat(copy).hasBinaryContent(bytes.range(1000, 50));
  }

  @Test
  void continuesWhatHasNotBegunAndWhatIsComplete() {
    CliRun.of("copy", bytes.file(), copy, "--continue").succeeded();
    assertThat(copy).hasBinaryContent(bytes.content());
    assertThat(CliRun.of("copy", bytes.file(), copy, "--continue").succeeded().out())
        .startsWith("0 bytes");
    assertThat(copy).hasBinaryContent(bytes.content());
  }

  @Test
  void whatCannotServeLeadsToTheExplanationOfThisRoute() throws Exception {
    Path named = Files.move(bytes.file(), folder.resolve("a file"));
    CliRun.with(
            () ->
                Sendfile.builder()
                    .strategies(new Strategies.Choosy(), new Strategies.Plain())
                    .build(),
            "copy",
            named,
            copy,
            "--force=choosy")
        .failed(
            1, "see what would serve: sendfile explain --to=file --force=choosy '" + named + "'");
    assertThat(copy).doesNotExist();
  }

  @Test
  void aFileIsNoFolderWhateverItsRightsAre() {
    CliRun run = CliRun.of("copy", bytes.file(), bytes.file().resolve("y"));
    run.failed(1, bytes.file() + " is not a directory", "name a file in a directory");
    assertThat(run.err()).doesNotContain("permissions", "another user");
  }

  @Test
  void whatCannotBeReadIsNotSaidToBeUnsent() {
    CliRun missing = CliRun.of("copy", folder.resolve("nosuch"), copy);
    missing.failed(1, "nosuch", "check the path");
    CliRun directory = CliRun.of("copy", folder, copy);
    directory.failed(1, folder + " is a directory");
    assertThat(missing.err() + directory.err()).doesNotContain("was sent", "send the");
    assertThat(copy).doesNotExist();
  }

  @Test
  void replacesAtOnce() throws Exception {
    Files.write(copy, new byte[] {1});
    CliRun.of("copy", bytes.file(), copy, "--replace").succeeded();
    assertThat(copy).hasBinaryContent(bytes.content());
    assertThat(folder.toFile().list()).hasSize(2);
  }

  @Test
  void copiesWhatClaimsToBeEmpty() throws Exception {
    Path proc = Path.of("/proc/version");
    assumeTrue(Files.isReadable(proc), "there is no /proc here");
    CliRun run = CliRun.of("copy", proc, copy, "--checksum=sha256").succeeded();
    assertThat(copy).hasBinaryContent(Files.readAllBytes(proc));
    assertThat(run.out()).contains("sha256 " + Bytes.sha256(Files.readAllBytes(proc)));
  }

  @Test
  void tellsNoChecksumOfASourceThatChanged() throws Exception {
    CliRun.with(
            () ->
                Sendfile.builder()
                    .strategies(
                        new Strategies.Plain(() -> Files.write(bytes.file(), bytes.content())))
                    .build(),
            "copy",
            "--checksum=sha256",
            "--length=8k",
            bytes.file(),
            copy)
        .failed(1, bytes.file() + " was changed meanwhile", "all 8192 bytes have moved");
    assertThat(copy).hasBinaryContent(bytes.range(0, 8192));
  }

  @Test
  void tellsHowToContinueWhereItFails() throws Exception {
    Files.write(copy, new byte[10]);
    CliRun run =
        CliRun.with(
            () -> Sendfile.builder().strategies(new Strategies.Breaking()).build(),
            "copy",
            bytes.file(),
            copy);
    run.failed(
        1,
        "copying " + bytes.file() + " to " + copy + " failed: the disk is on fire",
        "4096 bytes were copied, and " + copy + " holds 4096",
        "continue with: sendfile copy " + bytes.file() + " '" + copy + "' --continue");
    CliRun.of("copy", bytes.file(), copy, "--continue").succeeded();
    assertThat(copy).hasBinaryContent(bytes.content());
  }

  /** The same command would fail again: what is printed leaves the choice to others. */
  @Test
  void aStrategyThatCannotServeIsNotInsistedOnAgain() throws Exception {
    Files.write(copy, new byte[10]);
    Supplier<Sendfile> strategies =
        () ->
            Sendfile.builder()
                .strategies(new Strategies.Refusing(), new Strategies.Plain())
                .build();
    CliRun.with(strategies, "copy", "--force=refusing", bytes.file(), copy)
        .failed(
            1,
            "the kernel cannot do this",
            "nothing was copied, and " + copy + " is as it was",
            "copy it anew with: sendfile copy " + bytes.file() + " '" + copy + "'\n");
    assertThat(copy).hasBinaryContent(new byte[10]);
    CliRun.with(strategies, "copy", "--force", "refusing", bytes.file(), copy, "--continue")
        .failed(1, "continue with: sendfile copy " + bytes.file() + " '" + copy + "' --continue\n");
    System.setProperty("dev.sendfile.force", "refusing");
    try {
      CliRun.with(strategies, "copy", bytes.file(), copy)
          .failed(1, "sendfile copy " + bytes.file() + " '" + copy + "' --force=nothing\n");
      CliRun.with(strategies, "copy", bytes.file(), copy, "--force=nothing").succeeded();
    } finally {
      System.clearProperty("dev.sendfile.force");
    }
    assertThat(copy).hasBinaryContent(bytes.content());
  }

  @Test
  void aFailureIsOneJsonObject() throws Exception {
    CliRun run =
        CliRun.with(
            () -> Sendfile.builder().strategies(new Strategies.Breaking()).build(),
            "copy",
            "--json",
            bytes.file(),
            copy);
    JsonObject json = run.errorJson();
    assertThat(json.keySet()).containsExactly("error", "remedy", "bytes", "continue", "exit");
    assertThat(json.get("bytes").getAsLong()).isEqualTo(4096);
    assertThat(json.get("exit").getAsInt()).isEqualTo(run.exitCode()).isEqualTo(1);
  }

  // ---- what it refuses

  @Test
  void refusesTheSourceAsItsCopy() throws Exception {
    Path link = Files.createSymbolicLink(folder.resolve("link"), bytes.file());
    CliRun.of("copy", bytes.file(), link)
        .failed(1, bytes.file() + " and " + link + " are the same file", "name another file");
    CliRun.of("copy", bytes.file(), bytes.file()).failed(1, "are the same file");
    assertThat(bytes.file()).hasBinaryContent(bytes.content());
  }

  @Test
  void refusesDirectories() {
    CliRun.of("copy", folder, copy).failed(1, folder + " is a directory");
    CliRun.of("copy", bytes.file(), folder).failed(1, folder + " is a directory");
    assertThat(copy).doesNotExist();
  }

  @Test
  void refusesAMissingSource() {
    CliRun.of("copy", folder.resolve("missing"), copy).failed(1, "does not exist");
    assertThat(copy).doesNotExist();
  }

  @Test
  void refusesACopyThatHoldsMoreThanItsSource() throws Exception {
    Files.write(copy, new byte[SIZE + 1]);
    CliRun.of("copy", bytes.file(), copy, "--continue")
        .failed(1, "holds 3000001 bytes, more than the 3000000", "leave out --continue");
  }

  @Test
  void refusesAnOffsetInStandardInput() {
    CliRun.of("copy", "-", copy, "--offset=5")
        .failed(2, "--offset 5 needs the path of a file: standard input is read", "tail -c +6");
  }

  @Test
  void aUsageErrorIsOneJsonObjectToo() {
    CliRun run = CliRun.of("copy", bytes.file(), copy, "--replace", "--continue", "--json");
    JsonObject json = run.errorJson();
    assertThat(json.get("exit").getAsInt()).isEqualTo(run.exitCode()).isEqualTo(2);
    assertThat(json.get("error").getAsString()).contains("exclude each other");
  }
}
