package dev.sendfile.benchmarks.receivers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

class SlowReceiversTest {

  private static final byte[] CONTENT = "what is sent to each of them".repeat(100).getBytes();

  @Test
  void onlyTheOneThatGetsEveryByteIsComplete() throws Exception {
    byte[] changed = CONTENT.clone();
    changed[17]++;
    byte[] shorter = new byte[CONTENT.length - 1];
    System.arraycopy(CONTENT, 0, shorter, 0, shorter.length);
    CRC32C checksum = new CRC32C();
    checksum.update(CONTENT);
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Integer> complete =
          CompletableFuture.supplyAsync(
              () -> receive(server.getLocalPort(), checksum.getValue()),
              task -> new Thread(task).start());
      for (byte[] sent : List.of(CONTENT, changed, shorter)) {
        try (Socket socket = server.accept();
            OutputStream out = socket.getOutputStream()) {
          out.write(sent);
        }
      }

      assertThat(complete.get()).isEqualTo(1);
    }
  }

  private static int receive(int port, long checksum) {
    try {
      return SlowReceivers.receive(port, 3, CONTENT.length, checksum, 64 << 10);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
