package dev.sendfile.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a shell hands over: descriptors that are redirected or closed, names of any bytes. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "what is behind a descriptor is told there alone")
@Tag("once")
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
            + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '"
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
    "copy g /dev/stdout >>g, standard output is g itself",
    "copy g c --help >>g, standard output is g itself",
    "copy g - --help >>g, standard output is g itself",
    "send - 127.0.0.1:9 <g >>g, standard output is standard input itself",
    "receive 0 c >c, standard output is c itself"
  })
  void nothingIsPrintedAmongTheBytesOfAFile(String command, String words) throws Exception {
    sh("sendfile " + command).failed(1, words);
    assertThat(file).hasBinaryContent(bytes.content());
    assertThat(folder.resolve("c"))
        .satisfiesAnyOf(c -> assertThat(c).doesNotExist(), c -> assertThat(c).isEmptyFile());
  }

  /** A pipe has no bytes yet that a word could harm. */
  @ParameterizedTest
  @CsvSource({
    "{ sendfile copy g - 2>&1; echo $? >e; } | cat >h, standard error is standard output itself",
    "{ sendfile copy g /dev/stdout; echo $? >e; } | cat >h, standard output is /dev/stdout itself",
    "mkfifo f; cat f >h & { sendfile copy g f 2>f; echo $? >e; }, standard error is f itself"
  })
  void nothingIsPrintedAmongTheBytesOfAPipe(String script, String words) throws Exception {
    Ended ended = sh(script + "; wait; cat h >&2; exit $(cat e)");
    ended.failed(1, words, "elsewhere");
    assertThat(ended.err()).hasLineCount(2);
  }

  @Test
  void aLogThatIsAPipeIsNotAmongTheFiles() throws Exception {
    Ended ended = sh("cat g | sendfile copy - h 2>&1 | cat >log && cmp g h && cat log");
    assertThat(ended.exit()).isZero();
    assertThat(ended.out()).startsWith("100000 bytes");
  }

  /** Then nothing can be said: the exit code is all that is left. */
  @ParameterizedTest
  @CsvSource({
    "copy g c 2>>g, 1",
    "copy g - >c 2>&1, 1",
    "receive 0 g --json 2>>g, 1",
    "copy g c --nonsense 2>>g, 2",
    "g 2>>g, 2"
  })
  void noWordOfAFailureHarmsAFile(String command, int exit) throws Exception {
    Ended ended = sh("sendfile " + command);
    assertThat(ended.exit()).isEqualTo(exit);
    assertThat(ended.out()).isEmpty();
    assertThat(file).hasBinaryContent(bytes.content());
    assertThat(folder.resolve("c"))
        .satisfiesAnyOf(c -> assertThat(c).doesNotExist(), c -> assertThat(c).isEmptyFile());
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

  /** As the launcher fills them: /dev/null, opened the wrong way round. */
  @ParameterizedTest
  @CsvSource({
    "copy /dev/stdin x <&-, standard input",
    "copy /dev/stdin x 0>/dev/null, standard input",
    "copy /dev/fd/0 x 0>/dev/null, standard input",
    "copy /proc/self/fd/0 x 0>/dev/null, standard input",
    "copy link x 0>/dev/null, standard input",
    "send /dev/stdin 127.0.0.1:9 0>/dev/null, standard input",
    "copy /dev/stdout x 1</dev/null, standard output",
    "copy g /dev/stdout 1</dev/null, standard output",
    "copy g /dev/fd/1 1</dev/null, standard output",
    "copy g /proc/self/fd/1 1</dev/null, standard output",
    "receive 0 /dev/stdout --timeout=100ms 1</dev/null, standard output",
    "copy g /dev/stdin 0>/dev/null, standard input"
  })
  void whatStandsInForAClosedDescriptorIsNoFileByAnyName(String command, String descriptor)
      throws Exception {
    Files.writeString(folder.resolve("x"), "kept");
    Files.createSymbolicLink(folder.resolve("link"), Path.of("/dev/stdin"));
    sh("sendfile " + command).failed(1, " is " + descriptor + ", which is closed", "redirect");
    assertThat(folder.resolve("x")).hasContent("kept");
  }

  @Test
  void whatStandsInForClosedErrorsIsNoFile() throws Exception {
    assertThat(sh("sendfile copy g /dev/stderr 2</dev/null").exit()).isEqualTo(1);
  }

  @Test
  void anOpenDescriptorIsAFileByItsName() throws Exception {
    Ended ended =
        sh(
            "cat g | sendfile copy /dev/stdin h && cmp g h && sendfile copy /dev/stdin i <g &&"
                + " cmp g i && sendfile copy /dev/stdin j </dev/null && cmp j /dev/null");
    assertThat(ended.exit()).as(ended.err()).isZero();
  }

  // ---- no room

  @Test
  void theFolderOfTemporaryFilesIsNamedWhereItIsFull() throws Exception {
    Ended ended = sh("{ (ulimit -f 0; sendfile doctor); echo $? >&2; } 2>&1 | cat");
    assertThat(ended.out())
        .contains("no temporary file can be made in " + System.getProperty("java.io.tmpdir") + ": ")
        .contains("set TMPDIR to a folder where", "\n1\n");
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

  // ---- readers that have enough

  @Test
  void aPipeThatClosesIsSaidInTwoLines() throws Exception {
    Files.write(file, new byte[4_000_000]); // more than a pipe holds
    Ended copied =
        sh("{ sendfile copy g - --force=rwloop; echo $? >e; } | head -c 10 | wc -c; cat e");
    assertThat(copied.out()).isEqualTo("10\n1\n");
    assertThat(copied.err().lines()).hasSize(2);
    assertThat(copied.err())
        .contains("copying g to standard output failed: ", "who reads standard output says how");
  }

  @Test
  void aPipeThatClosesEndsTheConnection() throws Exception {
    Files.write(file, new byte[4_000_000]);
    Ended ended =
        sh(
            "{ sendfile receive 0 - 2>err; echo receiver $? >e; } | head -c 10 >/dev/null &\n"
                + "until grep -q listening err 2>/dev/null; do sleep 0.1; done\n"
                + "sendfile send g $(sed 's/.* //;q' err); echo sender $?\n"
                + "wait; cat e");
    assertThat(ended.out()).isEqualTo("sender 1\nreceiver 1\n");
    assertThat(ended.err()).contains("127.0.0.1:", " --offset=THAT").hasLineCount(2);
    assertThat(Files.readAllLines(folder.resolve("err")).subList(1, 3))
        .element(0, STRING)
        .contains("receiving into standard output failed: ");
    assertThat(folder.resolve("err"))
        .content()
        .contains("who reads standard output says how many bytes it took; the sender begins")
        .hasLineCount(3);
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
