package dev.sendfile.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code send} says, and how it ends, where it cannot do what it was asked to. */
class SendFailuresTest {

  private static final Pattern ACCOUNT =
      Pattern.compile("this machine accepted (\\d+) of (\\d+) bytes; the receiver may hold fewer");

  @TempDir Path folder;

  // ---- the file

  @Test
  void refusesMissingFileBeforeItCallsAnyone() throws Exception {
    Path missing = folder.resolve("missing");
    try (Peer peer = Peer.reading()) {
      CliRun.of("send", missing, peer.address())
          .failed(1, missing + " does not exist", "check the path");
      try (Socket first = new Socket("127.0.0.1", peer.port())) {
        first.getOutputStream().write(1);
      }
      assertThat(peer.received()).as("what the first caller sent").containsExactly(1);
    }
  }

  @Test
  void refusesDirectory() throws Exception {
    try (Peer peer = Peer.reading()) {
      CliRun.of("send", folder, peer.address()).failed(1, folder + " is a directory");
    }
  }

  @Test
  void refusesUnreadableFile() throws Exception {
    Path file = Bytes.in(folder, 1).file();
    Files.setPosixFilePermissions(file, EnumSet.noneOf(PosixFilePermission.class));
    assumeFalse(Files.isReadable(file), "this user may read everything");
    CliRun.of("send", file, "127.0.0.1:9")
        .failed(1, file + " may not be read by this user", "change its permissions");
  }

  @Test
  void refusesOffsetPastTheEnd() throws Exception {
    Path file = Bytes.in(folder, 10).file();
    CliRun.of("send", file, "127.0.0.1:9", "--offset", "11")
        .failed(1, "offset 11", file.toString(), "size is 10", "within its 10 bytes");
  }

  @Test
  void refusesLengthPastTheEnd() throws Exception {
    Path file = Bytes.in(folder, 10).file();
    CliRun.of("send", file, "127.0.0.1:9", "--offset=4", "--length=7")
        .failed(1, "offset 4 and length 7", "size is 10");
  }

  // ---- the address

  @Test
  void failsWhereNobodyListens() throws Exception {
    Path file = Bytes.in(folder, 1).file();
    CliRun.of("send", file, "127.0.0.1:" + unusedPort())
        .failed(1, "cannot connect to 127.0.0.1:", "start the receiver first");
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return server.getLocalPort();
    }
  }

  @Test
  void failsOnUnknownHost() throws Exception {
    Path file = Bytes.in(folder, 1).file();
    CliRun.of("send", file, "no-such-host.invalid:9000")
        .failed(1, "the host no-such-host.invalid is not known", "check its spelling");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "9000",
        ":9000",
        "localhost:",
        "localhost:http",
        "::1:9000",
        "[::1]",
        "a b:9000",
        "tcp://localhost:9000"
      })
  void refusesAddressOfAnotherForm(String address) throws Exception {
    Path file = Bytes.in(folder, 1).file();
    CliRun.of("send", file, address)
        .failed(2, "'" + address + "' is not HOST:PORT; write it like localhost:9000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "99999"})
  void refusesPortOutOfRange(String port) throws Exception {
    Path file = Bytes.in(folder, 1).file();
    CliRun.of("send", file, "localhost:" + port).failed(2, "port " + port, "1..65535");
  }

  @Test
  void refusesBracketsWithoutAddress() throws Exception {
    Path file = Bytes.in(folder, 1).file();
    CliRun.of("send", file, "[nonsense]:9000").failed(2, "[nonsense]", "is not an IPv6 address");
  }

  // ---- the options

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "--offset=-1, '-1' is not a number of bytes below 8EiB",
        "--length=-5KiB, '-5KiB' is not a number of bytes below 8EiB",
        "--length=all, 'all' is not a number of bytes below 8EiB",
        "--chunk-size=0, 0 bytes; give 1 to 9223372036854775807",
        "--buffer-size=17MiB, 17825792 bytes; give 1 to 16777216",
        "--write-timeout=soon, 'soon' is not a duration above 0",
        "--force=teleport, no strategy or technique is named 'teleport'; there are mmap, nio"
      })
  void refusesUnusableOption(String option, String words) throws Exception {
    Path file = Bytes.in(folder, 1).file();
    String name = option.substring(0, option.indexOf('='));
    CliRun.of("send", file, "127.0.0.1:9", option)
        .failed(2, "Invalid value for option '" + name + "'", words, "Try 'sendfile send --help'");
  }

  // ---- the receiver

  @ParameterizedTest
  @ValueSource(strings = {"nio", "mmap", "rwloop"})
  void accountsForReceiverThatHangsUpHalfWay(String strategy) throws Exception {
    Path file = Bytes.in(folder, Bytes.MANY).file();
    try (Peer peer = Peer.hangingUpAfter(100_000)) {
      CliRun run =
          CliRun.of("send", file, peer.address(), "--force", strategy)
              .failed(1, "sending " + file + " to " + peer.address() + " failed: ");
      assertThat(accepted(run)).isBetween(100_000L, Bytes.MANY - 1L);
      assertThat(run.err())
          .contains("with THAT number: sendfile send " + file, " --offset=THAT")
          .doesNotContain("--offset=" + accepted(run));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nio", "mmap", "rwloop"})
  void accountsForReceiverThatStalls(String strategy) throws Exception {
    Path file = Bytes.in(folder, Bytes.MANY).file();
    try (Peer peer = Peer.stalling()) {
      CliRun run =
          CliRun.of("send", file, peer.address(), "--force", strategy, "--write-timeout=300ms")
              .failed(1, peer.address() + " took no byte for 300 ms", "a longer --write-timeout");
      assertThat(accepted(run)).isBetween(0L, Bytes.MANY - 1L);
    }
  }

  @Test
  void givesUpOnReceiverThatDoesNotEndTheConnection() throws Exception {
    Path file = Bytes.in(folder, 1000).file();
    try (Peer peer = Peer.notEnding()) {
      CliRun run =
          CliRun.of("send", file, peer.address(), "--write-timeout=300ms")
              .failed(1, peer.address() + " did not end the connection within 300 ms");
      assertThat(accepted(run)).isEqualTo(1000);
    }
  }

  @Test
  void saysThatTheReceiverThrewAwayWhatItHadTaken() throws Exception {
    Path file = Bytes.in(folder, 1000).file();
    try (Peer peer = Peer.resettingAfter(1000)) {
      CliRun.of("send", file, peer.address())
          .failed(1, peer.address() + " broke the connection off", "see whether it has the whole");
    }
  }

  @Test
  void namesTheRestOfARange() throws Exception {
    Path file = Bytes.in(folder, Bytes.MANY).file();
    try (Peer peer = Peer.notEnding()) {
      CliRun.of("send", file, peer.address(), "--offset", "7", "--length=50", "--write-timeout=1s")
          .failed(
              1, "sendfile send " + file, " --write-timeout=1s --offset=7+THAT --length=50-THAT");
    }
  }

  @Test
  void isOneJsonObject() throws Exception {
    Path file = Bytes.in(folder, Bytes.MANY).file();
    try (Peer peer = Peer.stalling()) {
      CliRun run = CliRun.of("send", file, peer.address(), "--write-timeout=300ms", "--json");
      JsonObject json = run.errorJson();
      assertThat(json.get("bytes").getAsLong()).isBetween(0L, Bytes.MANY - 1L);
      assertThat(json.get("exit").getAsInt()).isEqualTo(run.exitCode()).isEqualTo(1);
      assertThat(json.has("continue")).as("only the receiver knows").isFalse();
    }
  }

  private static long accepted(CliRun run) {
    Matcher account = ACCOUNT.matcher(run.err());
    assertThat(account.find()).as(run.err()).isTrue();
    return Long.parseLong(account.group(1));
  }

  // ---- stack traces

  @Test
  void verboseShowsTheStackTrace() {
    CliRun run = CliRun.of("send", folder.resolve("missing"), "127.0.0.1:9", "--verbose");
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err()).contains("\tat ", "NoSuchFileException");
  }

  @Test
  void verboseShowsTheStackTraceOfUsageErrorsToo() {
    CliRun run = CliRun.of("--verbose", "send", "--offset=-1", "x", "127.0.0.1:9");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("\tat ", "TypeConversionException");
  }
}
