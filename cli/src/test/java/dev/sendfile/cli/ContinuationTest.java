package dev.sendfile.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sendfile.Sendfile;
import dev.sendfile.spi.TransferStrategy;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command lines that failures print, taken apart by a shell and run. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "a shell takes the command lines apart")
class ContinuationTest {

  private static final int SIZE = 1_000_000;
  private static final Pattern PRINTED =
      Pattern.compile("with(?: THAT number)?: sendfile (.*?)(; .*)?$");
  private static final Pattern EXPLAINING =
      Pattern.compile("see what would serve: sendfile (.*?)(; .*)?$");

  @TempDir Path folder;
  private Bytes bytes;
  private Path copy;

  @BeforeEach
  void makeFile() throws Exception {
    bytes = Bytes.in(folder, SIZE);
    copy = folder.resolve("copy");
  }

  private static Supplier<Sendfile> by(TransferStrategy strategy) {
    return () -> Sendfile.builder().strategies(strategy).build();
  }

  /** The words of the command line that a failure prints, as a shell reads them. */
  private static Object[] printed(CliRun failed) throws Exception {
    return printed(PRINTED, failed);
  }

  private static Object[] printed(Pattern pattern, CliRun failed) throws Exception {
    Matcher line = pattern.matcher(failed.err().stripTrailing());
    assertThat(line.find()).as(failed.err()).isTrue();
    Process shell =
        new ProcessBuilder(
                "bash", "-c", "for w in " + line.group(1) + "; do printf '%s\\0' \"$w\"; done")
            .start();
    byte[] out = shell.getInputStream().readAllBytes();
    assertThat(shell.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return Stream.of(new String(out, StandardCharsets.UTF_8).split("\0", -1))
        .limit(line.group(1).isEmpty() ? 0 : Long.MAX_VALUE)
        .filter(it -> !it.isEmpty())
        .toArray();
  }

  // ---- what would serve

  private static Supplier<Sendfile> serving(TransferStrategy none) {
    return () -> Sendfile.builder().strategies(none, new Strategies.Plain()).build();
  }

  private static void explains(Supplier<Sendfile> strategies, CliRun failed, String route, int size)
      throws Exception {
    assertThat(failed.exitCode()).isEqualTo(1);
    CliRun explained = CliRun.with(strategies, printed(EXPLAINING, failed)).succeeded();
    assertThat(explained.out()).startsWith(route + ", " + size + " bytes").contains("forced ");
  }

  /** The user's file, range and strategy, to the kind that he writes to. */
  @ParameterizedTest
  @ValueSource(strings = {"-x", "--force", "a[1]*", "it's", "$HOME", "@list"})
  void whatCannotServeIsExplainedWhateverTheFileIsCalled(String name) throws Exception {
    Path odd = Files.move(bytes.file(), folder.resolve(name));
    Supplier<Sendfile> choosy = serving(new Strategies.Choosy());
    String[] options = {"--force", "choosy", "--offset=1k", "--length=7"};
    explains(
        choosy,
        CliRun.with(choosy, "copy", options[0], options[1], options[2], options[3], odd, copy),
        "file -> file",
        7);
    try (Peer peer = Peer.reading()) {
      String to = peer.address();
      explains(
          choosy,
          CliRun.with(choosy, "send", options[0], options[1], options[2], options[3], odd, to),
          "file -> tcp",
          7);
    }
    Supplier<Sendfile> refusing = serving(new Strategies.Refusing());
    try (Peer peer = Peer.reading()) {
      explains(
          refusing,
          CliRun.with(refusing, "send", odd, peer.address(), "--force=refusing"),
          "file -> tcp",
          SIZE);
    }
  }

  // ---- copy

  @ParameterizedTest
  @ValueSource(strings = {"-x", "--continue", "a[1]*", "it's", "a\nb", "$HOME", "@list", "ä b"})
  void theRestOfACopyIsAddedWhateverItsNameIs(String name) throws Exception {
    Files.writeString(folder.resolve("a1*"), "what the pattern would find");
    Path odd = folder.resolve(name);
    CliRun run = CliRun.with(by(new Strategies.Breaking()), "copy", "--", bytes.file(), odd);
    run.failed(1, "holds 4096; continue with: ");
    CliRun.of(printed(run)).succeeded();
    assertThat(odd).hasBinaryContent(bytes.content());
  }

  @Test
  void theRestOfARangeIsAdded() throws Exception {
    CliRun run =
        CliRun.with(by(new Strategies.Breaking()), "copy", "--length=9000", bytes.file(), copy);
    CliRun.of(printed(run)).succeeded();
    assertThat(copy).hasBinaryContent(bytes.range(0, 9000));
  }

  @Test
  void nothingIsAddedToWhatCouldNotBeOpened() throws Exception {
    Path busy = Files.copy(Path.of("/bin/sleep"), copy, StandardCopyOption.COPY_ATTRIBUTES);
    byte[] before = Files.readAllBytes(busy);
    Process running = new ProcessBuilder(busy.toString(), "60").start();
    CliRun run;
    try {
      run = CliRun.of("copy", bytes.file(), copy);
    } finally {
      running.destroyForcibly().waitFor();
    }
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).doesNotContain("--continue");
    assertThat(copy).hasBinaryContent(before);
  }

  @Test
  void nothingIsAddedAfterAFailedSync() throws Exception {
    CliRun run =
        CliRun.with(by(new Strategies.ClosingAtItsEnd()), "copy", "--sync", bytes.file(), copy);
    run.failed(1, "what of it is there is not certain: copy it anew with: ");
    assertThat(run.err()).doesNotContain("--continue");
    CliRun.of(printed(run)).succeeded();
    assertThat(copy).hasBinaryContent(bytes.content());
  }

  @Test
  void nothingIsAddedAfterAFailedSyncOfTheRest() throws Exception {
    Files.write(copy, bytes.range(0, 1000));
    CliRun run =
        CliRun.with(
            by(new Strategies.ClosingAtItsEnd()),
            "copy",
            "--sync",
            "--continue",
            bytes.file(),
            copy);
    run.failed(1, "copy it anew with: ");
    assertThat(printed(run)).doesNotContain("--continue");
  }

  @Test
  void nothingIsAddedFromASourceThatChanged() throws Exception {
    byte[] other = new byte[SIZE];
    CliRun run =
        CliRun.with(
            by(new Strategies.Breaking(() -> Files.write(bytes.file(), other))),
            "copy",
            bytes.file(),
            copy);
    run.failed(1, bytes.file() + " was changed meanwhile: copy it anew with: ");
    CliRun.of(printed(run)).succeeded();
    assertThat(copy).hasBinaryContent(other);
  }

  @Test
  void nothingIsAddedToAFileThatTookThePlaceOfTheCopy() throws Exception {
    Path other = Files.write(folder.resolve("other"), new byte[4096]);
    CliRun run =
        CliRun.with(
            by(
                new Strategies.Breaking(
                    () -> Files.move(other, copy, StandardCopyOption.REPLACE_EXISTING))),
            "copy",
            bytes.file(),
            Files.createFile(copy));
    run.failed(1, "copy it anew with: ");
    CliRun.of(printed(run)).succeeded();
    assertThat(copy).hasBinaryContent(bytes.content());
  }

  @Test
  void aCopyThatHoldsMoreThanWasCountedIsMadeAnew() throws Exception {
    CliRun run =
        CliRun.with(
            by(new Strategies.Breaking(() -> Files.write(copy, new byte[5000]))),
            "copy",
            bytes.file(),
            copy);
    run.failed(1, "copy it anew with: ");
    CliRun.of(printed(run)).succeeded();
    assertThat(copy).hasBinaryContent(bytes.content());
  }

  // ---- receive

  private static void send(int port, byte[] content) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.getOutputStream().write(content);
      socket.shutdownOutput();
      int end = socket.getInputStream().read();
      assertThat(end).isNegative();
    } catch (IOException e) {
      // the receiver breaks off where it fails
    }
  }

  @Test
  void theRestOfWhatCameIsAdded() throws Exception {
    Running first =
        Running.with(by(new Strategies.Breaking()), "receive", "0", "--length=" + SIZE, copy);
    send(first.port(), bytes.content());
    CliRun run = first.ended();
    run.failed(1, "continue with: ", "the sender begins 4096 bytes further on than it did");

    Running second = Running.of(printed(run));
    send(second.port(), bytes.range(4096, SIZE - 4096));
    second.ended().succeeded();
    assertThat(copy).hasBinaryContent(bytes.content());
  }

  @Test
  void whatCameIsReceivedAnewAfterAFailedSync() throws Exception {
    for (String length : List.of("--length=" + SIZE, "--sync")) {
      Running first =
          Running.with(
              by(new Strategies.ClosingAtItsEnd()),
              "receive",
              "0",
              copy,
              length.equals("--sync") ? "--buffer-size=4k" : "--sync",
              length);
      send(first.port(), bytes.content());
      CliRun run = first.ended();
      run.failed(1, "receive all of it anew with: ");
      assertThat(run.err()).doesNotContain("--continue");

      Running second = Running.of(printed(run));
      send(second.port(), bytes.content());
      second.ended().succeeded();
      assertThat(copy).hasBinaryContent(bytes.content());
    }
  }

  @Test
  void whatCouldNotBeOpenedIsAsItWas() throws Exception {
    Path busy = Files.copy(Path.of("/bin/sleep"), copy, StandardCopyOption.COPY_ATTRIBUTES);
    byte[] before = Files.readAllBytes(busy);
    Process running = new ProcessBuilder(busy.toString(), "60").start();
    CliRun run;
    try {
      Running receiver = Running.receive(copy);
      send(receiver.port(), bytes.content());
      run = receiver.ended();
    } finally {
      running.destroyForcibly().waitFor();
    }
    run.failed(1, "nothing was written, and " + copy + " is as it was");
    assertThat(run.err()).doesNotContain("--continue");
    assertThat(copy).hasBinaryContent(before);
    Running second = Running.of(printed(run));
    send(second.port(), bytes.content());
    second.ended().succeeded();
    assertThat(copy).hasBinaryContent(bytes.content());
  }

  /** Any port was asked for, and the sender goes to the one that it was. */
  @ParameterizedTest
  @ValueSource(strings = {"0", "localhost:0", "*:0"})
  void bothSidesMeetByWhatTheyPrint(String at) throws Exception {
    byte[] before = bytes.range(0, 7);
    Files.write(copy, before);
    Running first =
        Running.with(
            by(new Strategies.Breaking()), "receive", "--length", "90007", at, "--offset=7", copy);
    CliRun sent = CliRun.of("send", bytes.file(), first.address(), "--offset=7", "--length=90007");
    CliRun received = first.ended();
    sent.failed(1, "with THAT number: ");
    received.failed(1, "the sender begins 4096 bytes further on than it did");

    Running second = Running.of(printed(received));
    assertThat(second.port()).isEqualTo(first.port());
    CliRun.of(Stream.of(printed(sent)).map(it -> it.toString().replace("THAT", "4096")).toArray())
        .succeeded();
    second.ended().succeeded();
    assertThat(copy).hasBinaryContent(bytes.range(0, 90014));
  }

  // ---- send

  @Test
  void theRestIsSent() throws Exception {
    assumeTrue(Files.exists(Path.of("/proc/self")), "there is no /proc here");
    Path part = folder.resolve("-part");
    Files.write(part, bytes.content());
    try (Peer peer = Peer.stalling()) {
      CliRun run =
          CliRun.with(
              by(new Strategies.Breaking()), "send", "--length=9000", "--", part, peer.address());
      run.failed(1, "the receiver says how many bytes it took; then, with THAT number: ");
      Object[] printed = printed(run);
      assertThat(Stream.of(printed).map(Object::toString))
          .contains("--offset=THAT", "--length=9000-THAT");
      CliRun.of(printed).failed(2, "'THAT' is not a number of bytes");
    }
  }

  @Test
  void theRestOfAnotherFileIsNotSent() throws Exception {
    try (Peer peer = Peer.reading()) {
      CliRun run =
          CliRun.with(
              by(new Strategies.Breaking(() -> Files.write(bytes.file(), new byte[SIZE]))),
              "send",
              bytes.file(),
              peer.address());
      run.failed(1, bytes.file() + " was changed meanwhile: send it anew with: ");
      assertThat(run.err()).doesNotContain("--offset");
    }
    try (Peer peer = Peer.reading()) {
      CliRun.of("send", bytes.file(), peer.address()).succeeded();
      assertThat(peer.received()).isEqualTo(new byte[SIZE]);
    }
  }

  @Test
  void aFileThatAnotherProcessPutThereIsNotCalledOurs() throws Exception {
    Path other = Files.write(folder.resolve("other"), new byte[77]);
    Path target = Files.write(copy, new byte[1]);
    Running receiver =
        Running.with(
            by(
                new Strategies.Breaking(
                    () -> Files.move(other, target, StandardCopyOption.REPLACE_EXISTING))),
            "receive",
            "0",
            "--replace",
            target);
    send(receiver.port(), bytes.content());
    receiver.ended().failed(1, "none was kept", "leave out --replace");
    assertThat(target).hasBinaryContent(new byte[77]);
  }

  @Test
  void aSenderThatFailsBreaksOffSoThatAPartIsNotTakenForAll() throws Exception {
    Running receiver = Running.receive(copy);
    CliRun.with(by(new Strategies.Breaking()), "send", bytes.file(), receiver.address())
        .failed(1, "on fire");
    receiver.ended().failed(1, "reset");
  }
}
