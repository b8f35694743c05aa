package dev.sendfile.itests.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * A receiver in Python: takes one connection, prints its port at once and the count and SHA-256 at
 * the end.
 */
final class PythonReceiver implements AutoCloseable {

  private static final String PROGRAM =
      String.join(
          "\n",
          "import hashlib, socket",
          "server = socket.create_server(('127.0.0.1', 0))",
          "print(server.getsockname()[1], flush=True)",
          "peer, _ = server.accept()",
          "digest, count = hashlib.sha256(), 0",
          "while True:",
          "    piece = peer.recv(1 << 20)",
          "    if not piece: break",
          "    digest.update(piece)",
          "    count += len(piece)",
          "peer.close()",
          "print(count, digest.hexdigest(), flush=True)");

  private final Process process;
  private final BufferedReader printed;
  private final int port;

  PythonReceiver() throws IOException {
    process =
        new ProcessBuilder("python3", "-c", PROGRAM)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    printed =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    port = Integer.parseInt(printed.readLine());
  }

  String address() {
    return "127.0.0.1:" + port;
  }

  /** The number of bytes and their SHA-256, once the sender has ended. */
  String received() throws IOException {
    return printed.readLine();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
