package dev.sendfile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.Sendfile;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command says where an exception, or the JVM, says too little or something else. */
class WordsTest {

  @TempDir Path folder;

  static Stream<Arguments> failures() {
    return Stream.of(
        Arguments.of(new NoSuchFileException("/a"), "/a: no such file or directory"),
        Arguments.of(new AccessDeniedException("/a b"), "/a b: permission denied"),
        Arguments.of(
            new FileSystemException("/a", "/b", "Input/output error"),
            "/a -> /b: Input/output error"),
        Arguments.of(new FileSystemException("/a"), "java.nio.file.FileSystemException: /a"),
        Arguments.of(new ClosedChannelException(), "it was closed by this side"),
        Arguments.of(new IOException("/only/a/path"), "java.io.IOException: /only/a/path"),
        Arguments.of(new IOException(), "java.io.IOException"),
        Arguments.of(new IOException("Broken pipe"), "Broken pipe"));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void noFailureIsToldByAPathAlone(Throwable failure, String words) {
    assertThat(Cause.of(failure)).isEqualTo(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"copy", "send", "receive", "explain"})
  void anEmptyNameIsNone(String command) {
    String[] args =
        switch (command) {
          case "copy" -> new String[] {"copy", "", "x"};
          case "send" -> new String[] {"send", "", "localhost:9"};
          case "receive" -> new String[] {"receive", "0", ""};
          default -> new String[] {"explain", "", "--to=tcp"};
        };
    CliRun.of((Object[]) args).failed(2, "'' is no file name");
  }

  /** What --replace has not kept is not there to be asked. */
  @Test
  void roomIsAskedForWhereTheFileWouldBe() throws Exception {
    Path file = folder.resolve("none");
    assertThat(Room.hint(file, Long.MAX_VALUE)).contains("make room");
    assertThat(Room.hint(file, 1)).isEmpty();
    assertThat(Room.hint(Path.of("none"), Long.MAX_VALUE)).contains("make room");
  }

  @Test
  void aNameWithASlashAtItsEndIsADirectory() throws Exception {
    Path file = Bytes.in(folder, 10).file();
    CliRun.of("copy", file, folder + "/new/")
        .failed(1, folder + "/new does not exist", "create it first: " + folder + "/new, or name");
    CliRun.of("copy", file, folder + "/new/./-x")
        .failed(1, "create it first: " + folder + "/new\n");
    CliRun.of("copy", file, folder + "/").failed(1, folder + "/", "is a directory");
    CliRun.of("copy", file, file + "/").failed(1, file.toString());
    CliRun.of("copy", file + "/", folder.resolve("copy")).failed(1, file.toString());
    assertThat(folder.resolve("new")).doesNotExist();
    assertThat(folder.resolve("copy")).doesNotExist();
    assertThat(file).hasSize(10);
  }

  @Test
  void whatIsNoFolderIsCalledSo() throws Exception {
    Path file = Bytes.in(folder, 10).file();
    CliRun.of("copy", file, file.resolve("copy")).failed(1, file + " is not a directory");
  }

  @Test
  void namesTheVariableWhereTemporaryFilesCannotBeMade() {
    String before = System.getProperty("java.io.tmpdir");
    ErrorReport report =
        ErrorReport.of(new NoTemporaryFile(new AccessDeniedException("/x/y")), 0, 1);
    assertThat(report.error())
        .isEqualTo("no temporary file can be made in " + before + ": /x/y: permission denied");
    assertThat(report.remedy().toString()).contains("set TMPDIR");
  }

  @Test
  void promisesNoRemedyForWhateverHappens() {
    ErrorReport report = ErrorReport.of(new IOException("Input/output error"), 5, 1);
    assertThat(report.error()).isEqualTo("Input/output error");
    assertThat(report.remedy().toString()).doesNotContain("temporary", "room");
    assertThat(report.bytes()).isEqualTo(5);
  }

  static Stream<Arguments> errors() {
    return Stream.of(
        Arguments.of(new OutOfMemoryError("Java heap space"), "out of memory: Java heap space"),
        Arguments.of(new NoClassDefFoundError("a/B"), "do not belong together"),
        Arguments.of(new StackOverflowError(), "a fault of the command"),
        Arguments.of(new AssertionError("no"), "a fault of the command"));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void anErrorIsAFailureLikeAnyOther(Error error, String words) throws Exception {
    Supplier<Sendfile> broken =
        () -> {
          throw error;
        };
    Path file = Files.write(folder.resolve("file"), new byte[1]);
    CliRun.with(broken, "copy", file, folder.resolve("copy")).failed(1, "sendfile copy: ", words);
    CliRun.with(broken, "--version").failed(1, words);
    CliRun run = CliRun.with(broken, "doctor", "--json");
    assertThat(run.errorJson().get("exit").getAsInt()).isEqualTo(run.exitCode()).isEqualTo(1);
  }

  @Test
  void saysWhyMeasuringTookLongerThanAsked() {
    assertThat(Overrun.words(10, 10_900_000_000L)).isEmpty();
    assertThat(Overrun.words(1, 7_000_000_000L))
        .hasValueSatisfying(it -> assertThat(it).startsWith("took 7 s instead of 1: "));
  }

  @Test
  void linksThatLeadInACircleAreCalledSo() throws Exception {
    Path file = Bytes.in(folder, 10).file();
    Path circle = folder.resolve("circle");
    Files.createSymbolicLink(circle, circle);
    CliRun run = CliRun.of("copy", file, circle).failed(1, circle.toString(), "name another file");
    assertThat(run.err()).doesNotContain("looked into");
  }

  @Test
  void aDirectoryForTemporaryFilesThatIsNoneIsNamedWithItsRemedy() throws Exception {
    String before = System.getProperty("java.io.tmpdir");
    System.setProperty("java.io.tmpdir", folder.resolve("missing").toString());
    try {
      CliRun run = CliRun.of("demo", "--size=1000").failed(1, "missing");
      assertThat(run.err()).doesNotContain("dev.sendfile", "Exception");
    } finally {
      System.setProperty("java.io.tmpdir", before);
    }
  }
}
