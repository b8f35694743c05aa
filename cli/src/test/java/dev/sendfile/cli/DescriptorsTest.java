package dev.sendfile.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a shell hands over: descriptors that are redirected or closed, names of any bytes. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "what is behind a descriptor is told there alone")
class DescriptorsTest {

  @TempDir Path folder;
  private Bytes bytes;
  private Path file;
  private int runs;

  @BeforeEach
  void makeFile() throws Exception {
    bytes = Bytes.in(folder, 100_000);
    file = Files.move(bytes.file(), folder.resolve("g"));
  }

  private record Ended(int exit, String out, String err) {

    Ended failed(int code, String... words) {
      assertThat(err).contains(words);
      assertThat(exit).isEqualTo(code);
      return this;
    }
  }

  /** Runs a script in which {@code sendfile} is this build. */
  private Ended sh(String script) throws Exception {
    Path out = folder.resolve("out" + runs);
    Path err = folder.resolve("err" + runs++);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes =
        System.getProperty("jdk.module.path", "")
            + File.pathSeparator
            + System.getProperty("java.class.path");
    Path text = folder.resolve("script");
    Files.writeString(
        text,
        "sendfile() { '"
            + java
            + "' -XX:+UseSerialGC -cp '"
            + classes
            + "' dev.sendfile.cli.Main \"$@\"; }\n"
            + script,
        StandardCharsets.UTF_8);
    ProcessBuilder builder =
        new ProcessBuilder("bash", text.toString())
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("LC_ALL", "C.UTF-8");
    Process process = builder.start();
    try {
      assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
  }

  // ---- identity

  @ParameterizedTest
  @ValueSource(
      strings = {
        "copy - g <g",
        "copy g - >>g",
        "copy g - 1<>g",
        "copy - - <g >>g",
        "copy /dev/stdin g <g",
        "copy g /dev/stdout >>g",
        "copy g h",
        "copy - h <g",
        "copy - g --replace <g",
        "copy - g --continue <g"
      })
  void aFileIsNotCopiedOntoItself(String command) throws Exception {
    Files.createLink(folder.resolve("h"), file);
    sh("sendfile " + command).failed(1, "are the same file", "name another file for the copy");
    assertThat(file).hasBinaryContent(bytes.content());
  }

  @Test
  void aFileThatTheShellHasEmptiedIsSaidToBeTheSame() throws Exception {
    sh("sendfile copy g - >g").failed(1, "g and standard output are the same file");
  }

  @ParameterizedTest
  @CsvSource({
    "copy g c >>g, standard output is g itself",
    "copy g c 2>>g, standard error is g itself",
    "copy g c >c, standard output is c itself",
    "copy g - >c 2>&1, standard error is standard output itself",
    "send g 127.0.0.1:9 >>g, standard output is g itself",
    "send - 127.0.0.1:9 <g >>g, standard output is standard input itself",
    "receive 0 c >c, standard output is c itself",
    "receive 0 - >c 2>>c, standard error is standard output itself"
  })
  void nothingIsPrintedAmongTheBytesOfAFile(String command, String words) throws Exception {
    Ended ended = sh("sendfile " + command + "; e=$?; cat c >&2; exit $e");
    assertThat(ended.exit()).isEqualTo(1);
    assertThat(ended.err() + Files.readString(file, StandardCharsets.ISO_8859_1)).contains(words);
  }

  @Test
  void otherFilesOfTheSameContentAreOthers() throws Exception {
    assertThat(sh("cp g h; sendfile copy - h <g && cmp g h").exit()).isZero();
  }

  // ---- closed

  @Test
  void whatStandsInForAClosedInputIsNotCopied() throws Exception {
    sh("sendfile copy - x <&-").failed(1, "standard input is ", "redirect ");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void whatStandsInForAClosedInputIsNotSent() throws Exception {
    try (Peer peer = Peer.reading()) {
      sh("sendfile send - " + peer.address() + " <&-").failed(1, "standard input is ");
    }
  }

  @Test
  void anInputThatIsOpenForWritingAloneIsRefused() throws Exception {
    sh("sendfile copy - x 0>y").failed(1, "standard input is closed, or open for writing alone");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"copy g - >&-", "receive 0 - >&-", "copy g - 1<g"})
  void anOutputThatCannotBeWrittenIsRefused(String command) throws Exception {
    sh("sendfile " + command).failed(1, "standard output");
  }

  @Test
  void aSenderIsNotToldThatAllWentWellWhereTheReportCouldNotBeWritten() throws Exception {
    Ended ended =
        sh(
            "sendfile receive 0 c >/dev/full 2>err &\n"
                + "until grep -q listening err; do sleep 0.1; done\n"
                + "sendfile send g $(sed 's/.* //;q' err); echo sender $?\n"
                + "wait $!; echo receiver $?");
    assertThat(ended.out()).isEqualTo("sender 1\nreceiver 1\n");
    assertThat(ended.err()).contains("broke the connection off");
  }

  // ---- names

  @Test
  void namesThatTheLocaleCannotDecodeAreRefused() throws Exception {
    sh("sendfile copy g $'a\\xff'").failed(2, "'a\ufffd'", "no characters in the charset UTF-8");
    sh("sendfile copy g $'a\\xfe'").failed(2, "no characters");
    sh("sendfile copy $'a\\xff' b").failed(2, "no characters");
    assertThat(sh("ls").out()).doesNotContain("a");
  }

  @Test
  void theCharacterThatStandsForThemIsANameItself() throws Exception {
    Ended ended = sh("sendfile copy g $'\\xef\\xbf\\xbd' && cmp g $'\\xef\\xbf\\xbd'");
    assertThat(ended.exit()).as(ended.err()).isZero();
  }
}
