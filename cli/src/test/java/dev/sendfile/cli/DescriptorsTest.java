package dev.sendfile.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import com.google.gson.Gson;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    Path text = folder.resolve("script");
    Files.writeString(
        text,
        java("sendfile", Main.class) + java("together", Redirected.class) + script,
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

  /** A function of the shell. */
  private static String java(String name, Class<?> main) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes =
        System.getProperty("jdk.module.path", "")
            + File.pathSeparator
            + System.getProperty("java.class.path");
    return name
        + "() { '"
        + java
        + "' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '"
        + classes
        + "' "
        + main.getName()
        + " \"$@\"; }\n";
  }

  /** Runs commands in one JVM, as each start costs a second of a processor. */
  private List<Ended> with(String redirections, String... commands) throws Exception {
    Path results = folder.resolve("results");
    String words = String.join(" " + Redirected.THEN + " ", commands);
    Ended all = sh("together results " + words + " " + redirections);
    assertThat(all.exit()).as(all.err()).isZero();
    List<Ended> each =
        Stream.of(new Gson().fromJson(Files.readString(results), CliRun[].class))
            .map(it -> new Ended(it.exitCode(), it.out(), it.err()))
            .toList();
    assertThat(each).hasSameSizeAs(commands);
    return each;
  }

  // ---- identity

  @Test
  void aFileIsNotCopiedOntoItself() throws Exception {
    Files.createLink(folder.resolve("h"), file);
    List<Ended> runs = new ArrayList<>();
    runs.addAll(
        with(
            "<g",
            "copy - g",
            "copy /dev/stdin g",
            "copy g h",
            "copy - h",
            "copy - g --replace",
            "copy - g --continue"));
    runs.addAll(with(">>g", "copy g -"));
    runs.addAll(with("1<>g", "copy g -"));
    runs.addAll(with("<g >>g", "copy - -"));
    assertThat(runs)
        .allSatisfy(it -> it.failed(1, "are the same file", "name another file for the copy"));
    assertThat(file).hasBinaryContent(bytes.content());
  }

  @Test
  void aFileThatTheShellHasEmptiedIsSaidToBeTheSame() throws Exception {
    sh("sendfile copy g - >g").failed(1, "g and standard output are the same file");
  }

  @Test
  void nothingIsPrintedAmongTheBytesOfAFile() throws Exception {
    assertThat(with(">>g", "copy g c", "copy g /dev/stdout", "copy g c --help", "copy g - --help"))
        .allSatisfy(it -> it.failed(1, "standard output is g itself"));
    with("<g >>g", "send - 127.0.0.1:9")
        .get(0)
        .failed(1, "standard output is standard input itself");
    assertThat(file).hasBinaryContent(bytes.content());
    assertThat(folder.resolve("c")).doesNotExist();
    sh("sendfile receive 0 c >c").failed(1, "standard output is c itself");
    assertThat(folder.resolve("c")).isEmptyFile();
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
  @Test
  void noWordOfAFailureHarmsAFile() throws Exception {
    List<Ended> runs = with("2>>g", "copy g c", "receive 0 g --json", "copy g c --nonsense", "g");
    assertThat(runs).extracting(Ended::exit).containsExactly(1, 1, 2, 2);
    assertThat(runs).extracting(Ended::out).containsOnly("");
    assertThat(file).hasBinaryContent(bytes.content());
    assertThat(folder.resolve("c")).doesNotExist();
    Ended both = sh("sendfile copy g - >c 2>&1");
    assertThat(both.exit()).isEqualTo(1);
    assertThat(file).hasBinaryContent(bytes.content());
    assertThat(folder.resolve("c")).isEmptyFile();
  }

  // ---- closed

  /** Java's own file, which gets the number of a descriptor that is closed. */
  @Test
  void whatTakesThePlaceOfAClosedInputIsNeitherCopiedNorSent() throws Exception {
    try (Peer peer = Peer.reading()) {
      List<Ended> runs = with("<&-", "copy - x", "send - " + peer.address(), "copy /dev/stdin x");
      runs.get(0).failed(1, "standard input is ", "redirect ");
      runs.get(1).failed(1, "standard input is ");
      runs.get(2).failed(1, " is standard input, which is closed", "redirect");
    }
    assertThat(folder.resolve("x")).doesNotExist();
  }

  /** As the launcher fills them: /dev/null, opened the wrong way round. */
  @Test
  void whatStandsInForAClosedDescriptorIsNoFileByAnyName() throws Exception {
    Files.writeString(folder.resolve("x"), "kept");
    Files.createSymbolicLink(folder.resolve("link"), Path.of("/dev/stdin"));
    assertThat(
            with(
                "0>/dev/null",
                "copy /dev/stdin x",
                "copy /dev/fd/0 x",
                "copy /proc/self/fd/0 x",
                "copy /proc/thread-self/fd/0 x",
                "copy link x",
                "send /dev/stdin 127.0.0.1:9",
                "copy g /dev/stdin"))
        .allSatisfy(it -> it.failed(1, " is standard input, which is closed", "redirect"));
    assertThat(
            with(
                "1</dev/null",
                "copy /dev/stdout x",
                "copy g /dev/stdout",
                "copy g /dev/fd/1",
                "copy g /proc/self/fd/1",
                "receive 0 /dev/stdout --timeout=100ms"))
        .allSatisfy(it -> it.failed(1, " is standard output, which is closed", "redirect"));
    assertThat(folder.resolve("x")).hasContent("kept");
  }

  /** Most of the low numbers are those of files that Java has opened. */
  @Test
  void anyDescriptorIsRefusedByItsNameWhereItWasClosed() throws Exception {
    Files.writeString(folder.resolve("x"), "kept");
    List<Ended> runs =
        with(
            "9<g",
            "copy /dev/fd/3 x",
            "copy /proc/self/fd/4 x",
            "copy /proc/thread-self/fd/777 x",
            "copy g /dev/fd/555",
            "copy /dev/fd/9 y",
            "copy /proc/thread-self/fd/9 z",
            "explain --to tcp /dev/fd/3");
    runs.get(0).failed(1, "/dev/fd/3 is descriptor 3, which is closed", "redirect");
    runs.get(1).failed(1, "/proc/self/fd/4 is descriptor 4, which is closed", "redirect");
    runs.get(2).failed(1, " is descriptor 777, which is closed", "redirect");
    runs.get(3).failed(1, "/dev/fd/555 is descriptor 555, which is closed", "redirect");
    runs.get(6).failed(1, "/dev/fd/3 is descriptor 3, which is closed", "redirect");
    assertThat(folder.resolve("x")).hasContent("kept");
    for (String copy : List.of("y", "z")) {
      assertThat(folder.resolve(copy)).hasBinaryContent(bytes.content());
    }
  }

  @Test
  void whatStandsInForClosedErrorsIsNoFile() throws Exception {
    assertThat(sh("sendfile copy g /dev/stderr 2</dev/null").exit()).isEqualTo(1);
  }

  /** Another file than one that has the same content. */
  @Test
  void anOpenDescriptorIsAFileByItsName() throws Exception {
    Ended ended =
        sh(
            "cat g | sendfile copy /dev/stdin h && cmp g h && cp g i && sendfile copy /dev/stdin i"
                + " <g && cmp g i && sendfile copy /dev/stdin j </dev/null && cmp j /dev/null");
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
  void anInputThatIsOpenForWritingAloneIsRefused() throws Exception {
    sh("sendfile copy - x 0>y").failed(1, "standard input is closed, or open for writing alone");
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  void anOutputThatCannotBeWrittenIsRefused() throws Exception {
    assertThat(with(">&-", "copy g -", "receive 0 -"))
        .allSatisfy(it -> it.failed(1, "standard output"));
    sh("sendfile copy g - 1<g").failed(1, "standard output");
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
    assertThat(with("", "copy g $'a\\xff'", "copy g $'a\\xfe'", "copy $'a\\xff' b"))
        .allSatisfy(it -> it.failed(2, "'a\ufffd'", "no characters in the charset UTF-8"));
    assertThat(sh("ls").out()).doesNotContain("a");
  }

  @Test
  void theCharacterThatStandsForThemIsANameItself() throws Exception {
    Ended ended = sh("sendfile copy g $'\\xef\\xbf\\xbd' && cmp g $'\\xef\\xbf\\xbd'");
    assertThat(ended.exit()).as(ended.err()).isZero();
  }
}
