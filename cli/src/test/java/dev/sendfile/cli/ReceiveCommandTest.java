package dev.sendfile.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import dev.sendfile.Sendfile;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiveCommandTest {

  private static final int SIZE = 3_000_000;

  @TempDir Path folder;
  private Bytes bytes;
  private Path target;

  @BeforeEach
  void makeFile() throws Exception {
    bytes = Bytes.in(folder, SIZE);
    target = folder.resolve("received");
  }

  /** Sends bytes as any program would, and ends the connection. */
  private static void send(int port, byte[] content) throws Exception {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 10_000);
      socket.getOutputStream().write(content);
    }
  }

  @Test
  void writesWhatComesAndSaysHow() throws Exception {
    Running receiver = Running.receive(target);
    send(receiver.port(), bytes.content());
    CliRun run = receiver.ended().succeeded();
    assertThat(target).hasBinaryContent(bytes.content());
    assertThat(run.out())
        .matches("3000000 bytes in \\d+\\.\\d{3} s, \\d+\\.\\d MB/s, by \\S+ \\(\\S+\\)\\R");
  }

  @Test
  void sendAndReceiveTellTheSameChecksum() throws Exception {
    Running receiver = Running.receive(target, "--checksum", "sha256", "--json");
    JsonObject sent =
        CliRun.of("send", bytes.file(), receiver.address(), "--checksum=sha256", "--json")
            .succeeded()
            .json();
    JsonObject received = receiver.ended().succeeded().json();
    assertThat(received.get("bytes").getAsLong()).isEqualTo(SIZE);
    assertThat(received.get("sha256").getAsString())
        .isEqualTo(sent.get("sha256").getAsString())
        .isEqualTo(Bytes.sha256(bytes.content()));
    assertThat(target).hasBinaryContent(bytes.content());
  }

  @Test
  void truncatesWhatWasThere() throws Exception {
    Files.write(target, bytes.content());
    Running receiver = Running.receive(target);
    send(receiver.port(), new byte[] {1, 2, 3});
    receiver.ended().succeeded();
    assertThat(target).hasBinaryContent(new byte[] {1, 2, 3});
  }

  @Test
  void continuesBehindWhatItHolds() throws Exception {
    Files.write(target, bytes.range(0, 1_000_000));
    Running receiver =
        Running.receive(target, "--continue", "--length=" + SIZE, "--checksum=sha256");
    send(receiver.port(), bytes.range(1_000_000, SIZE - 1_000_000));
    CliRun run = receiver.ended().succeeded();
    assertThat(target).hasBinaryContent(bytes.content());
    assertThat(run.out())
        .startsWith("2000000 bytes")
        .contains("sha256 " + Bytes.sha256(bytes.range(1_000_000, SIZE - 1_000_000)));
  }

  @ParameterizedTest
  @CsvSource({
    "1000, 2000, held 1000 bytes when this began to listen and holds 2000 now",
    "1000, 10, held 1000 bytes when this began to listen and holds 10 now",
    "1000, 0, held 1000 bytes when this began to listen and holds 0 now",
    "0, 10, held 0 bytes when this began to listen and holds 10 now"
  })
  void addsNothingToWhatGrewOrWasCutWhileItListened(int before, int after, String words)
      throws Exception {
    Files.write(target, bytes.range(0, before));
    continueAfter(() -> Files.write(target, bytes.range(0, after)), target + " " + words);
    assertThat(target).hasBinaryContent(bytes.range(0, after));
  }

  @Test
  void addsNothingToWhatTookThePlaceOfItsFileWhileItListened() throws Exception {
    Files.write(target, bytes.range(0, 1000));
    Path other = Files.write(folder.resolve("other"), new byte[1000]);
    continueAfter(
        () -> Files.move(other, target, StandardCopyOption.REPLACE_EXISTING),
        target
            + " held 1000 bytes when this began to listen, and another file of 1000 is there now");
    assertThat(target).hasBinaryContent(new byte[1000]);
  }

  @Test
  void addsNothingToWhatAppearedWhileItListened() throws Exception {
    continueAfter(
        () -> Files.write(target, bytes.range(0, 10)),
        target + " was not there when this began to listen and holds 10 bytes now");
    assertThat(target).hasBinaryContent(bytes.range(0, 10));
  }

  @Test
  void makesNoFileAnewThatIsGoneSinceItListened() throws Exception {
    Files.write(target, bytes.range(0, 10));
    continueAfter(
        () -> Files.delete(target),
        target + " held 10 bytes when this began to listen and is gone");
    assertThat(target).doesNotExist();
  }

  /** Something that is done to the file while the command listens. */
  private interface Meanwhile {
    void happens() throws Exception;
  }

  private void continueAfter(Meanwhile meanwhile, String words) throws Exception {
    Running receiver = Running.receive(target, "--continue", "--timeout=5s");
    int port = receiver.port();
    meanwhile.happens();
    try (Socket socket = new Socket("127.0.0.1", port)) {
      receiver.ended().failed(1, words, "see who changed it", "the sender begins behind what it");
      assertReset(socket);
    }
  }

  @Test
  void writesAtAnOffsetAndLeavesTheRest() throws Exception {
    Files.write(target, new byte[100]);
    Running receiver = Running.receive(target, "--offset=10", "--length=3", "--sync");
    send(receiver.port(), new byte[] {1, 2, 3});
    receiver.ended().succeeded();
    byte[] expected = new byte[100];
    System.arraycopy(new byte[] {1, 2, 3}, 0, expected, 10, 3);
    assertThat(target).hasBinaryContent(expected);
  }

  @Test
  void takesExactlyTheLength() throws Exception {
    Running receiver = Running.receive(target, "--length=1000");
    send(receiver.port(), bytes.range(0, 1000));
    receiver.ended().succeeded();
    assertThat(target).hasBinaryContent(bytes.range(0, 1000));
  }

  @Test
  void fewerThanTheLengthFailsAndTellsBothSidesHowToContinue() throws Exception {
    Running receiver = Running.receive(target, "--length", SIZE);
    send(receiver.port(), bytes.range(0, 1_234_567));
    receiver
        .ended()
        .failed(
            1,
            "the sender ended the connection after 1234567 of 3000000 bytes",
            "continue with: sendfile receive " + receiver.port() + " ",
            " --length 3000000 --continue; the sender begins 1234567 bytes further on than it did");
    assertThat(target).hasBinaryContent(bytes.range(0, 1_234_567));

    Running second = Running.receive(target, "--length", SIZE, "--continue");
    CliRun.of("send", bytes.file(), second.address(), "--offset=1234567").succeeded();
    second.ended().succeeded();
    assertThat(target).hasBinaryContent(bytes.content());
  }

  @Test
  void failedAtAnOffsetItNamesTheNextOne() throws Exception {
    Running receiver = Running.receive(target, "--offset", "10", "--length=100");
    send(receiver.port(), new byte[40]);
    receiver
        .ended()
        .failed(
            1,
            "after 40 of 100 bytes",
            " --offset=50 --length=60; ",
            "40 bytes further on than it did");
  }

  @Test
  void aFailureIsOneJsonObject() throws Exception {
    Running receiver = Running.receive(target, "--length=100", "--json");
    send(receiver.port(), new byte[40]);
    CliRun run = receiver.ended();
    JsonObject json = run.errorJson();
    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(json.get("error").getAsString()).contains("after 40 of 100 bytes");
    assertThat(json.get("bytes").getAsLong()).isEqualTo(40);
    assertThat(json.get("exit").getAsInt()).isEqualTo(1);
    assertThat(json.get("continue").getAsString()).endsWith("--json --continue");
  }

  @Test
  void replaceKeepsTheOldFileWhereNotAllComes() throws Exception {
    Files.write(target, new byte[] {7});
    Running receiver = Running.receive(target, "--replace", "--length=100");
    send(receiver.port(), new byte[40]);
    receiver.ended().failed(1, "40 bytes had come, and none was kept");
    assertThat(target).hasBinaryContent(new byte[] {7});
    assertThat(folder.toFile().list()).hasSize(2);
  }

  @Test
  void replacesByACompleteFile() throws Exception {
    Files.write(target, new byte[] {7});
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r-----"));
    Running receiver = Running.receive(target, "--replace", "--sync");
    send(receiver.port(), bytes.content());
    receiver.ended().succeeded();
    assertThat(target).hasBinaryContent(bytes.content());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target)))
        .isEqualTo("rw-r-----");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "127.0.0.1:0", "localhost:0", "*:0", "0.0.0.0:0"})
  void listensWhereItIsTold(String at) throws Exception {
    Running receiver = Running.of("receive", at, target);
    send(receiver.port(), new byte[] {1});
    receiver.ended().succeeded();
    assertThat(target).hasBinaryContent(new byte[] {1});
  }

  @Test
  void aSenderLearnsThatTheReceiverFailed() throws Exception {
    Running receiver = Running.receive(target, "--timeout=200ms");
    try (Socket socket = new Socket("127.0.0.1", receiver.port())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(new byte[10]);
      receiver
          .ended()
          .failed(
              1, "the sender sent nothing for 200 ms", "10 bytes from 0 on", "10 bytes further on");
      assertThat(target).hasBinaryContent(new byte[10]);
      assertReset(socket);
    }
  }

  /** An orderly end would tell the sender that all went well. */
  private static void assertReset(Socket sender) throws Exception {
    sender.setSoTimeout(30_000);
    assertThatThrownBy(() -> sender.getInputStream().read()).hasMessageContaining("reset");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"--replace", "--sync", "--force=rwloop", "--checksum=sha256", "--length=100"})
  void aSenderIsNeverToldThatAllWentWellWhereItDidNot(String option) throws Exception {
    Running receiver = Running.receive(target, option, "--timeout=200ms");
    try (Socket socket = new Socket("127.0.0.1", receiver.port())) {
      socket.getOutputStream().write(new byte[10]);
      receiver.ended().failed(1, "the sender sent nothing for 200 ms");
      assertReset(socket);
    }
    if (option.equals("--replace")) {
      assertThat(target).doesNotExist();
      assertThat(folder.toFile().list()).containsExactly(bytes.file().getFileName().toString());
    }
  }

  @Test
  void aSenderThatHasEndedIsNotToldThatAllWentWell() throws Exception {
    Running receiver = Running.receive(target, "--length=100");
    try (Socket socket = new Socket("127.0.0.1", receiver.port())) {
      socket.getOutputStream().write(new byte[10]);
      socket.shutdownOutput();
      receiver.ended().failed(1, "after 10 of 100 bytes");
      assertReset(socket);
    }
  }

  @Test
  void aSenderIsToldThatTheDiskFailed() throws Exception {
    Running receiver =
        Running.with(
            () -> Sendfile.builder().strategies(new Strategies.Breaking()).build(),
            "receive",
            "0",
            target);
    try (Socket socket = new Socket("127.0.0.1", receiver.port())) {
      socket.getOutputStream().write(new byte[5000]);
      receiver.ended().failed(1, "the disk is on fire");
      assertReset(socket);
    }
  }

  @Test
  void aSenderIsToldInAnOrderlyWayThatAllWentWell() throws Exception {
    Running receiver = Running.receive(target, "--length=10");
    try (Socket socket = new Socket("127.0.0.1", receiver.port())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(new byte[10]);
      assertThat(socket.getInputStream().read()).isNegative();
      receiver.ended().succeeded();
    }
  }

  @Test
  void byAStrategyThatIsForced() throws Exception {
    Running receiver = Running.receive(target, "--force=rwloop", "--buffer-size=1k", "--json");
    send(receiver.port(), bytes.content());
    assertThat(receiver.ended().succeeded().json().get("strategy").getAsString())
        .isEqualTo("rwloop");
    assertThat(target).hasBinaryContent(bytes.content());
  }

  @Test
  void oneThatCannotServeIsAClearFailure() throws Exception {
    Running receiver = Running.receive(target, "--force=nio");
    // It fails before it reads, and resets the connection: there may be nobody left to write to.
    try (Socket connected = new Socket("127.0.0.1", receiver.port())) {
      assertThat(connected.isConnected()).isTrue();
      receiver.ended().failed(1, "nio");
    }
    assertThat(target).doesNotExist();
  }

  @Test
  void aChecksumIsOfWhatIsInTheFile() throws Exception {
    Running receiver = Running.receive(target, "--checksum=sha256");
    send(receiver.port(), bytes.content());
    String shown = receiver.ended().succeeded().out().lines().skip(1).findFirst().orElse("");
    assertThat(shown).isEqualTo("sha256 " + Bytes.sha256(Files.readAllBytes(target)));
    assertThat(Arrays.equals(Files.readAllBytes(target), bytes.content())).isTrue();
  }

  @Test
  void helpSaysWhatBecomesOfASenderThatIsKilled() {
    String help = CliRun.of("receive", "--help").succeeded().out().replaceAll("\\s+", " ");
    assertThat(help)
        .contains("killed in the middle breaks the connection off")
        .contains("the exit code is 1, what came is kept (with --replace nothing is");
  }
}
