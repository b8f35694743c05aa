package dev.sendfile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for all subcommands. */
class SendfileCommandTest {

  @ParameterizedTest
  @ValueSource(
      strings = {"demo", "send", "receive", "copy", "doctor", "explain", "bench", "calibrate"})
  void helpOfEachSubcommandFitsEightyColumns(String subcommand) {
    CliRun run = CliRun.of(subcommand, "--help").succeeded();
    assertThat(run.out()).startsWith("Usage: sendfile " + subcommand).contains("Exit codes:");
    assertThat(run.out().lines()).allMatch(line -> line.length() <= 80);
  }

  @Test
  void helpListsTheSubcommands() {
    assertThat(CliRun.of("--help").succeeded().out())
        .contains("demo", "send", "receive", "copy", "doctor", "explain", "bench", "calibrate");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "demo --version"})
  void versionNamesProjectAndJvm(String args) {
    CliRun run = CliRun.of((Object[]) args.split(" ")).succeeded();
    assertThat(run.out()).matches("(?s)sendfile \\d+\\.\\d+\\.\\d+\\S*\\R.+\\R");
    assertThat(run.out())
        .contains(Runtime.version().toString(), System.getProperty("java.home"))
        .contains("nio (sendfile) available", "rwloop (read-write) available");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version --json", "--json --version", "copy --version --json"})
  void versionIsOneJsonObject(String args) {
    JsonObject json = CliRun.of((Object[]) args.split(" ")).succeeded().json();
    assertThat(json.keySet())
        .containsExactly("sendfile", "java", "vendor", "vm", "home", "strategies");
    assertThat(json.getAsJsonArray("strategies")).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void noSubcommandIsAUsageError() {
    CliRun.of()
        .failed(
            2,
            "Missing required subcommand",
            "send, receive, copy, explain, doctor, demo, bench, calibrate");
  }

  @Test
  void unknownSubcommandIsAUsageError() {
    CliRun.of("teleport")
        .failed(2, "'teleport'", "send, receive, copy, explain, doctor, demo, bench, calibrate");
  }

  @Test
  void unknownOptionIsAUsageErrorThatGuesses() {
    CliRun.of("demo", "--sise=1").failed(2, "'--sise=1'", "Did you mean '--size'?");
  }

  @Test
  void whatComesBehindTheEndOfOptionsIsNotGuessedToBeOne() {
    CliRun run = CliRun.of("copy", "--", "a", "b", "--contiue").failed(2, "'--contiue'");
    assertThat(run.err()).doesNotContain("Did you mean");
  }

  @Test
  void aFileWhoseNameLooksLikeAnOptionIsNamedInAnotherWay() throws Exception {
    Path file = Files.createFile(Path.of("-dash of " + ProcessHandle.current().pid()));
    try {
      CliRun.of("copy", file, "copy").failed(2, "The file of that name is './" + file + "'.");
    } finally {
      Files.delete(file);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 54, 55, 70})
  void helpIsNoWiderThanTheTerminal(int columns) {
    System.setProperty("sendfile.terminal.output", "" + columns);
    try {
      for (String args : new String[] {"--help", "copy --help"}) {
        CliRun run = CliRun.of((Object[]) args.split(" ")).succeeded();
        assertThat(run.out()).startsWith("Usage: sendfile");
        assertThat(run.out().lines())
            .allMatch(it -> it.length() <= columns || !it.strip().contains(" "));
      }
    } finally {
      System.clearProperty("sendfile.terminal.output");
    }
  }

  @Test
  void missingParametersAreAUsageError() {
    CliRun.of("send").failed(2, "'FILE'", "'HOST:PORT'", "Try 'sendfile send --help'.");
  }

  @Test
  void badSystemPropertyIsAUsageError() {
    System.setProperty("dev.sendfile.chunkSize", "much");
    try {
      CliRun.of("doctor")
          .failed(
              2,
              "dev.sendfile.chunkSize=much",
              "it takes a number of bytes, like 65536",
              "give -Ddev.sendfile.chunkSize such a value, or leave it out");
    } finally {
      System.clearProperty("dev.sendfile.chunkSize");
    }
  }

  @Test
  void aSystemPropertyThatForcesWhatIsNotThereIsNamed() {
    System.setProperty("dev.sendfile.force", "none");
    try {
      CliRun.of("explain", "pom.xml", "--to=tcp").succeeded();
      CliRun.of("copy", "pom.xml", "target/never")
          .failed(
              1,
              "no strategy or technique is named 'none'; there are the strategies ",
              "change or leave out -Ddev.sendfile.force, or see what would serve: ");
    } finally {
      System.clearProperty("dev.sendfile.force");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"send", "receive", "copy", "explain"})
  void helpSaysHowToForceNothing(String command) {
    assertThat(CliRun.of(command, "--help").succeeded().out().replaceAll("\\s+", " "))
        .contains("'nothing' insists on none, whatever a property says");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "send --help", "--version"})
  void helpIsPlainTextOnATerminalToo(String args) {
    System.setProperty("picocli.ansi", "true");
    try {
      assertThat(CliRun.of((Object[]) args.split(" ")).succeeded().out())
          .doesNotContain("\u001b", "\\u001b");
    } finally {
      System.clearProperty("picocli.ansi");
    }
  }
}
