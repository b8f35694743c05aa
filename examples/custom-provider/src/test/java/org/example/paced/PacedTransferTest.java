package org.example.paced;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferResult;
import dev.sendfile.tck.fixture.Starved;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real transfers over a socket, with the engine that users have. */
class PacedTransferTest {

  private static final int SIZE = 300_000;

  /** What the build sets for {@link PacedStrategy#RATE}. */
  private static final int RATE = 1_000_000;

  private final byte[] content = new byte[SIZE];
  private final byte[] header = new byte[150_000];
  private final Sendfile sendfile = Sendfile.builder().force("paced").build();

  @TempDir Path folder;
  private Path file;
  private SocketChannel socket;
  private CompletableFuture<byte[]> received;

  @BeforeEach
  void connect() throws IOException {
    new Random(1).nextBytes(content);
    new Random(2).nextBytes(header);
    file = Files.write(folder.resolve("file"), content);
    try (ServerSocketChannel server =
        ServerSocketChannel.open()
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      socket = SocketChannel.open(server.getLocalAddress());
      SocketChannel peer = server.accept();
      received = CompletableFuture.supplyAsync(() -> drain(peer));
    }
  }

  @AfterEach
  void disconnect() throws IOException {
    socket.close();
  }

  private static byte[] drain(SocketChannel peer) {
    try (peer) {
      return peer.socket().getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Runs a transfer, which takes no less time than its bytes need at the rate. */
  private TransferResult paced(TransferRequest request, int bytes) throws IOException {
    long began = System.nanoTime();
    TransferResult result = sendfile.transfer(request);
    Duration took = Duration.ofNanos(System.nanoTime() - began);

    assertThat(took)
        .isGreaterThanOrEqualTo(Duration.ofSeconds(1).multipliedBy(bytes).dividedBy(RATE));
    assertThat(result.strategy()).isEqualTo("paced");
    assertThat(result.bytes()).isEqualTo(bytes);
    return result;
  }

  private byte[] arrived() throws IOException {
    socket.close();
    return received.join();
  }

  @Test
  void aFileArrivesAtTheRate() throws IOException {
    paced(TransferRequest.from(file).to(socket), SIZE);

    assertThat(arrived()).isEqualTo(content);
  }

  @Test
  void aHeaderCounts() throws IOException {
    paced(
        TransferRequest.from(file).to(socket).range(0, 50_000).header(ByteBuffer.wrap(header)),
        200_000);

    assertThat(arrived()).startsWith(header).hasSize(200_000);
  }

  @Test
  void aSocketInNonBlockingModeIsPacedAlike() throws IOException {
    socket.configureBlocking(false);

    paced(TransferRequest.from(file).to(socket), SIZE);

    assertThat(arrived()).isEqualTo(content);
  }

  @Test
  void aPauseIsNoStall() throws Exception {
    sendfile.transfer(TransferRequest.from(file).to(socket).range(0, 1)); // the first one takes long
    Duration timeout = Duration.ofMillis(50); // a pause is 100 ms
    Sendfile impatient = sendfile.withWriteTimeout(timeout);

    TransferResult result =
        Starved.unless(timeout, () -> impatient.transfer(TransferRequest.from(file).to(socket)));

    assertThat(result.bytes()).isEqualTo(SIZE);
  }
}
