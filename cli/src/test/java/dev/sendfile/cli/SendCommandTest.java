package dev.sendfile.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import dev.sendfile.Sendfile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SendCommandTest {

  private static final int SIZE = 3_000_000;

  @TempDir Path folder;

  @Test
  void sendsWholeFileAndSaysHow() throws Exception {
    Bytes bytes = Bytes.in(folder, SIZE);
    try (Peer peer = Peer.reading()) {
      CliRun run = CliRun.of("send", bytes.file(), peer.address()).succeeded();
      assertThat(peer.received()).isEqualTo(bytes.content());
      assertThat(run.out())
          .matches("3000000 bytes in \\d+\\.\\d{3} s, \\d+\\.\\d MB/s, by \\w+ \\(\\w+\\)\\R")
          .contains("by " + Leading.STRATEGY + " (" + Leading.TECHNIQUE + ")");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "nio, nio",
    "rwloop, rwloop",
    "sendfile, nio",
    "read-write, rwloop",
    "read-write-loop, rwloop",
    "nothing, "
  })
  void sendsByWhatIsForced(String name, String strategy) throws Exception {
    Bytes bytes = Bytes.in(folder, SIZE);
    try (Peer peer = Peer.reading()) {
      CliRun run =
          CliRun.of("send", bytes.file(), peer.address(), "--force", name, "--json").succeeded();
      assertThat(peer.received()).isEqualTo(bytes.content());
      assertThat(run.json().get("strategy").getAsString())
          .isEqualTo(strategy == null ? Leading.STRATEGY : strategy);
    }
  }

  @Test
  void sendsOnlyTheRange() throws Exception {
    Bytes bytes = Bytes.in(folder, SIZE);
    try (Peer peer = Peer.reading()) {
      CliRun.of("send", "--offset", "1MiB", "--length=1000", bytes.file(), peer.address())
          .succeeded();
      assertThat(peer.received()).isEqualTo(bytes.range(1 << 20, 1000));
    }
  }

  @Test
  void sendsFromOffsetToTheEnd() throws Exception {
    Bytes bytes = Bytes.in(folder, SIZE);
    try (Peer peer = Peer.reading()) {
      CliRun.of("send", "--offset", "2999999", bytes.file(), peer.address()).succeeded();
      assertThat(peer.received()).isEqualTo(bytes.range(2_999_999, 1));
    }
  }

  @Test
  void sendsInChunksThroughSmallBuffers() throws Exception {
    Bytes bytes = Bytes.in(folder, SIZE);
    try (Peer peer = Peer.reading()) {
      CliRun.of(
              "send",
              bytes.file(),
              peer.address(),
              "--force=rwloop",
              "--buffer-size=512",
              "--chunk-size=64KiB",
              "--write-timeout=30s")
          .succeeded();
      assertThat(peer.received()).isEqualTo(bytes.content());
    }
  }

  @Test
  void sendsAnEmptyFile() throws Exception {
    Bytes bytes = Bytes.in(folder, 0);
    try (Peer peer = Peer.reading()) {
      CliRun run = CliRun.of("send", bytes.file(), peer.address()).succeeded();
      assertThat(peer.received()).isEmpty();
      assertThat(run.out()).startsWith("0 bytes in ").contains(" - MB/s");
    }
  }

  @Test
  void printsTheResultAsJson() throws Exception {
    Bytes bytes = Bytes.in(folder, SIZE);
    try (Peer peer = Peer.reading()) {
      JsonObject json =
          CliRun.of("send", "--json", bytes.file(), peer.address()).succeeded().json();
      assertThat(json.keySet())
          .containsExactly("strategy", "technique", "route", "bytes", "seconds", "passedOver");
      assertThat(json.get("technique").getAsString()).isEqualTo(Leading.TECHNIQUE);
      assertThat(json.get("route").getAsString()).isEqualTo("file -> tcp");
      assertThat(json.get("bytes").getAsLong()).isEqualTo(SIZE);
      assertThat(json.get("seconds").getAsDouble()).isPositive();
    }
  }

  @Test
  void tellsTheChecksumOfExactlyWhatItSent() throws Exception {
    Bytes bytes = Bytes.in(folder, SIZE);
    try (Peer peer = Peer.reading()) {
      CliRun run =
          CliRun.of(
                  "send",
                  "--checksum=sha256",
                  "--offset=1000",
                  "--length=2000",
                  bytes.file(),
                  peer.address())
              .succeeded();
      assertThat(run.out()).endsWith(String.format("%nsha256 %s%n", Bytes.sha256(peer.received())));
      assertThat(peer.received()).isEqualTo(bytes.range(1000, 2000));
    }
  }

  @Test
  void tellsTheChecksumOfWhatAForcedStrategySent() throws Exception {
    Bytes bytes = Bytes.in(folder, SIZE);
    try (Peer peer = Peer.reading()) {
      CliRun run =
          CliRun.of(
                  "send",
                  "--checksum=sha256",
                  "--force=nio",
                  "--offset=7",
                  bytes.file(),
                  peer.address())
              .succeeded();
      assertThat(run.out())
          .contains("by nio")
          .endsWith(String.format("%nsha256 %s%n", Bytes.sha256(peer.received())));
    }
  }

  @Test
  void tellsTheChecksumOfWhatItSentThoughTheNameIsAnotherFilesByThen() throws Exception {
    Bytes bytes = Bytes.in(folder, SIZE);
    Path other = Files.write(folder.resolve("other"), new byte[SIZE]);
    try (Peer peer = Peer.reading()) {
      CliRun run =
          CliRun.with(
                  renaming(other, bytes.file()),
                  "send",
                  "--checksum=sha256",
                  bytes.file(),
                  peer.address())
              .succeeded();
      assertThat(bytes.file()).hasBinaryContent(new byte[SIZE]);
      assertThat(peer.received()).isEqualTo(bytes.content());
      assertThat(run.out()).contains("sha256 " + Bytes.sha256(bytes.content()));
    }
  }

  @Test
  void tellsNoChecksumOfAnotherFile() throws Exception {
    Bytes bytes = Bytes.in(folder, SIZE);
    Path other = Files.write(folder.resolve("other"), new byte[SIZE]);
    try (Peer peer = Peer.reading()) {
      CliRun.with(
              renaming(other, bytes.file()),
              "send",
              "--checksum=sha256",
              "--force=plain",
              bytes.file(),
              peer.address())
          .failed(1, "was changed meanwhile", "all 3000000 bytes have moved");
      assertThat(peer.received()).isEqualTo(bytes.content());
    }
  }

  /** While bytes move, another file takes the name of the one that is sent. */
  private static Supplier<Sendfile> renaming(Path other, Path file) {
    return () ->
        Sendfile.builder()
            .strategies(
                new Strategies.Plain(
                    () ->
                        Files.exists(other)
                            ? Files.move(other, file, StandardCopyOption.REPLACE_EXISTING)
                            : file))
            .build();
  }

  @Test
  void takesTheAnswerOfWhoDoesNotWaitForTheEnd() throws Exception {
    Bytes bytes = Bytes.in(folder, Bytes.MANY);
    try (Peer peer = Peer.echoing()) {
      CliRun run = CliRun.of("send", bytes.file(), peer.address()).succeeded();
      assertThat(peer.received()).isEqualTo(bytes.content());
      assertThat(run.out()).contains("; " + Bytes.MANY + " bytes of an answer were dropped");
    }
    try (Peer peer = Peer.echoing()) {
      JsonObject json =
          CliRun.of("send", bytes.file(), peer.address(), "--json").succeeded().json();
      assertThat(json.get("answer").getAsLong()).isEqualTo(Bytes.MANY);
    }
  }

  @Test
  void namesWhatWasPassedOver() throws Exception {
    Bytes bytes = Bytes.in(folder, SIZE);
    try (Peer peer = Peer.reading()) {
      CliRun run =
          CliRun.with(
                  () ->
                      Sendfile.builder()
                          .strategies(new Strategies.Failing(), new Strategies.Plain())
                          .build(),
                  "send",
                  bytes.file(),
                  peer.address())
              .succeeded();
      assertThat(peer.received()).isEqualTo(bytes.content());
      assertThat(run.out()).contains("by plain (read-write), after failing: ", "on fire");
    }
  }

  @Test
  void connectsToAnIpv6Address() throws Exception {
    assumeTrue(
        NetworkInterface.getByInetAddress(InetAddress.getByName("::1")) != null,
        "this machine has no ::1");
    Bytes bytes = Bytes.in(folder, SIZE);
    try (Peer peer = Peer.readingAt("::1")) {
      CliRun.of("send", bytes.file(), "[::1]:" + peer.port()).succeeded();
      assertThat(peer.received()).isEqualTo(bytes.content());
    }
  }

  @Test
  void connectsByName() throws Exception {
    Bytes bytes = Bytes.in(folder, SIZE);
    try (Peer peer = Peer.reading()) {
      CliRun.of("send", bytes.file(), "localhost:" + peer.port()).succeeded();
      assertThat(peer.received()).isEqualTo(bytes.content());
    }
  }

  @Test
  void showsProgressOnTerminal() throws Exception {
    Bytes bytes = Bytes.in(folder, SIZE);
    assertThat(standardErrorOf(bytes, "--force=nio", 60)).contains("bytes.bin");
  }

  @Test
  void showsNoProgressWithJsonOrWithoutTerminal() throws Exception {
    Bytes bytes = Bytes.in(folder, SIZE);
    assertThat(standardErrorOf(bytes, "--json", 60)).isEmpty();
    assertThat(standardErrorOf(bytes, "--force=nio", 0)).isEmpty();
  }

  /** The bar goes past the writers that tests capture, to where the terminal is. */
  private static String standardErrorOf(Bytes bytes, String option, int width) throws IOException {
    PrintStream before = System.err;
    ByteArrayOutputStream shown = new ByteArrayOutputStream();
    System.setProperty("sendfile.terminal", String.valueOf(width));
    System.setErr(new PrintStream(shown, true, StandardCharsets.UTF_8));
    try (Peer peer = Peer.reading()) {
      CliRun.of("send", bytes.file(), peer.address(), option).succeeded();
    } finally {
      System.setErr(before);
      System.clearProperty("sendfile.terminal");
    }
    return shown.toString(StandardCharsets.UTF_8);
  }
}
