package dev.sendfile.itests.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code send} and {@code receive} with programs of others at the far side, and with each other.
 */
@Tag("once")
class PeersIT {

  @TempDir Path directory;

  private Sample sample;
  private Path received;

  @BeforeEach
  void makeFile() throws Exception {
    sample = Sample.in(directory, "a file to send");
    received = directory.resolve("received");
  }

  @Test
  void bothSidesTellTheSameChecksum() throws Exception {
    try (Started receiver =
        Started.sendfile(
            directory, "receive", "0", received.toString(), "--checksum=sha256", "--replace")) {
      Launched sent =
          Launched.sendfile(
              directory, "send", sample.file().toString(), receiver.address(), "--checksum=sha256");
      Launched ended = receiver.ended();

      assertThat(sent.exit()).as(sent.err()).isZero();
      assertThat(ended.exit()).as(ended.err()).isZero();
      assertThat(sent.out()).contains("sha256 " + sample.sha256());
      assertThat(ended.out()).contains("sha256 " + sample.sha256());
    }
    sample.sameAs(received);
  }

  @Test
  void ncReceives() throws Exception {
    Launched.assume("sh", "-c", "command -v nc");
    int port = unusedPort();
    try (Started nc =
        Started.process(directory, null, "nc", "-v", "-n", "-l", "127.0.0.1", "" + port)) {
      nc.port();
      Launched sent =
          Launched.sendfile(directory, "send", sample.file().toString(), "127.0.0.1:" + port);

      assertThat(sent.exit()).as(sent.err()).isZero();
      assertThat(nc.ended().exit()).isZero();
      sample.sameAs(nc.out());
    }
  }

  @Test
  void ncSends() throws Exception {
    Launched.assume("sh", "-c", "command -v nc");
    try (Started receiver =
            Started.sendfile(directory, "receive", "0", received.toString(), "--sync");
        Started nc =
            Started.process(
                directory, sample.file(), "nc", "-N", "127.0.0.1", "" + receiver.port())) {
      Launched ended = receiver.ended();
      assertThat(ended.exit()).as(ended.err()).isZero();
      assertThat(nc.ended().exit()).isZero();
    }
    sample.sameAs(received);
  }

  @Test
  void pythonSends() throws Exception {
    Launched.assume("python3", "--version");
    try (Started receiver = Started.sendfile(directory, "receive", "0", received.toString());
        Started python =
            Started.process(
                directory,
                sample.file(),
                "python3",
                "-c",
                "import socket, sys\n"
                    + "peer = socket.create_connection(('127.0.0.1', int(sys.argv[1])))\n"
                    + "peer.sendfile(open(0, 'rb'))",
                "" + receiver.port())) {
      Launched ended = receiver.ended();
      assertThat(ended.exit()).as(ended.err()).isZero();
      assertThat(python.ended().exit()).isZero();
    }
    sample.sameAs(received);
  }

  /** A raw receiver is nothing that curl can upload to: it would write headers, or escape bytes. */
  @Test
  void curlReadsAndWritesThePipes() throws Exception {
    Launched.assume("curl", "--version");
    try (Started receiver =
        Started.process(
            directory,
            null,
            "sh",
            "-c",
            "\"$0\" receive 0 - --checksum=sha256 | curl -sS -T - \"file://$1\"",
            Launched.LAUNCHER.toString(),
            received.toString())) {
      try (Started sender =
          Started.process(
              directory,
              null,
              "sh",
              "-c",
              "cd \"$1\" && curl -sS \"file://$1/a%20file%20to%20send\" | \"$0\" send - $2",
              Launched.LAUNCHER.toString(),
              directory.toString(),
              receiver.address())) {
        Launched sent = sender.ended();
        assertThat(sent.exit()).as(sent.err()).isZero();
        assertThat(sent.out()).startsWith(Sample.SIZE + " bytes");
      }
      Launched ended = receiver.ended();
      assertThat(ended.err()).contains("sha256 " + sample.sha256());
      assertThat(ended.exit()).as(ended.err()).isZero();
    }
    sample.sameAs(received);
  }

  private static int unusedPort() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return server.getLocalPort();
    }
  }
}
