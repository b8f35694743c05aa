package dev.sendfile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import dev.sendfile.Sendfile;
import dev.sendfile.cli.text.Columns;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words fit into the lines of a terminal, and what is to be copied stays in one piece. */
class TerminalLinesTest {

  private final PrintStream before = System.err;

  @TempDir Path folder;
  private Path file;
  private Path copy;

  @BeforeEach
  void makeFile() throws Exception {
    file = Bytes.in(folder, 100_000).file();
    copy = folder.resolve("a copy");
  }

  private static void isTerminal(int columns) {
    System.setErr(new PrintStream(OutputStream.nullOutputStream())); // the bar goes there
    System.setProperty("sendfile.terminal", "" + columns);
    System.setProperty("sendfile.terminal.output", "" + columns);
  }

  @AfterEach
  void isNone() {
    System.setErr(before);
    System.clearProperty("sendfile.terminal");
    System.clearProperty("sendfile.terminal.output");
  }

  private CliRun broken(String... options) {
    Object[] words = {"copy", file, copy};
    return CliRun.with(
        () -> Sendfile.builder().strategies(new Strategies.Breaking()).build(),
        Stream.concat(Stream.of(words), Stream.of(options)).toArray());
  }

  private static void fit(List<String> lines, int columns) {
    assertThat(lines)
        .allMatch(it -> Columns.of(it) <= columns || !it.contains(" "))
        .noneMatch(it -> it.endsWith(" "));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 20, 40, 80})
  void breakAtSpacesAndLeaveTheCommandInOneLine(int columns) {
    String whole = broken().err();
    isTerminal(columns);
    CliRun run = broken();
    String command = "sendfile copy " + file + " '" + copy + "' --continue";
    List<String> lines = run.err().lines().toList();
    assertThat(lines.get(lines.size() - 1)).isEqualTo(command);
    fit(lines.subList(0, lines.size() - 1), columns);
    assertThat(String.join(" ", lines)).isEqualTo(whole.strip().replaceAll("\\R", " "));
  }

  @Test
  void sayWhatComesBehindTheCommandBelowIt() throws Exception {
    isTerminal(60);
    Running receiver =
        Running.with(
            () -> Sendfile.builder().strategies(new Strategies.Breaking()).build(),
            "receive",
            "0",
            copy);
    String port = String.valueOf(receiver.port());
    CliRun.of("send", file, "127.0.0.1:" + port);
    assertThat(receiver.ended().err().lines())
        .contains("sendfile receive " + port + " '" + copy + "' --continue")
        .last()
        .isEqualTo("the sender begins 4096 bytes further on than it did");
  }

  @Test
  void areNotThoseOfJson() {
    isTerminal(20);
    assertThat(JsonParser.parseString(broken("--json").err()).isJsonObject()).isTrue();
    assertThat(broken("--json").err()).hasLineCount(1);
    assertThat(CliRun.of("copy", file, copy, "--json").out()).hasLineCount(1);
    assertThat(CliRun.of("--version", "--json").out()).hasLineCount(1);
  }

  @Test
  void areThoseOfAReport() {
    isTerminal(20);
    List<String> lines = CliRun.of("copy", file, copy, "--checksum=sha256").out().lines().toList();
    assertThat(lines).hasSizeGreaterThan(2);
    fit(lines, 20);
  }

  @Test
  void areThoseOfUsage() {
    isTerminal(60);
    fit(CliRun.of("receive", "--help").out().lines().toList(), 60);
    fit(CliRun.of("send", "--offset=many", "x", "y").err().lines().toList(), 60);
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 40})
  void areThoseOfHelpAndVersion(int columns) {
    isTerminal(columns);
    for (String option : List.of("--help", "--version")) {
      List<String> lines = CliRun.of(option).succeeded().out().lines().toList();
      assertThat(lines).hasSizeGreaterThan(2);
      fit(lines, columns);
    }
    fit(CliRun.of("copy", "--help").succeeded().out().lines().toList(), columns);
    fit(CliRun.of("copy", "--version").succeeded().out().lines().toList(), columns);
  }

  @Test
  void areLeftAloneWhereThereIsNoTerminal() {
    assertThat(broken().err()).hasLineCount(2);
    assertThat(CliRun.of("copy", file, copy).out()).hasLineCount(1);
  }
}
