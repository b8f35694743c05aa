package dev.sendfile.itests.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sendfile.tck.fixture.Command;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/**
 * A process that is not Java, with many connections. Of each it reads some bytes, prints a line,
 * and reads no more: the kernel keeps what arrives behind them until the process is killed.
 */
final class PythonPeer implements AutoCloseable {

  /** How many bytes it reads of each connection. */
  static final int READS = 100_000;

  private static final String PROGRAM =
      String.join(
          "\n",
          "import socket, sys, threading",
          "server = socket.create_server(('127.0.0.1', 0), backlog=256)",
          "print(server.getsockname()[1], flush=True)",
          "peers = []",
          "def read(peer):",
          "    left = int(sys.argv[1])",
          "    while left: left -= len(peer.recv(left))",
          "    print(flush=True)",
          "while True:",
          "    peers.append(server.accept()[0])",
          "    threading.Thread(target=read, args=peers[-1:], daemon=True).start()");

  private final Process process;
  private final BufferedReader printed;
  private final InetSocketAddress address;

  private PythonPeer() throws IOException {
    process =
        new ProcessBuilder("python3", "-c", PROGRAM, Integer.toString(READS))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    printed =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    int port = Integer.parseInt(printed.readLine());
    address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  /** Starts one, or skips the test. */
  static PythonPeer start() throws Exception {
    assumeTrue(Command.succeeds("python3", "--version"), "python3 is not there");
    return new PythonPeer();
  }

  InetSocketAddress address() {
    return address;
  }

  /** Waits until it has read its part of so many connections. */
  void awaitReads(int connections) throws IOException {
    for (int i = 0; i < connections; i++) {
      assertThat(printed.readLine()).as("a line for each connection").isNotNull();
    }
  }

  /** Kills it as the system does when memory runs out: SIGKILL. */
  void kill() {
    process.destroyForcibly();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
