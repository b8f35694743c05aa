package dev.sendfile.nio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sendfile.Explanation;
import dev.sendfile.FileSource;
import dev.sendfile.NoStrategyException;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file that others may share is never one that has to be closed to end a transfer. */
class SharedFileTest {

  /** Where only closing the source ends a call to a blocking target that was closed. */
  private static final boolean DEAF = Runtime.version().feature() < 25;

  private static final int LARGE = 32 << 20;

  private final Sendfile sendfile = Sendfile.builder().strategies(new NioTransferTo()).build();

  @TempDir Path directory;

  private Path file;
  private FileChannel channel;
  private ServerSocketChannel server;
  private SocketChannel near;
  private SocketChannel far;

  @BeforeEach
  void open() throws IOException {
    file = Files.write(directory.resolve("file"), new byte[LARGE]);
    channel = FileChannel.open(file);
    server =
        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    near = SocketChannel.open(server.getLocalAddress());
    far = server.accept();
  }

  @AfterEach
  void close() throws IOException {
    near.close();
    far.close();
    server.close();
    channel.close();
  }

  private Explanation.Verdict verdict(TransferSource from) throws IOException {
    return sendfile.explain(from.to(near)).verdicts().get(0);
  }

  private static Explanation.Standing chosenUnless(boolean declined) {
    return declined ? Explanation.Standing.DECLINED : Explanation.Standing.CHOSEN;
  }

  @Test
  void aChannelOfTheCallersIsSentToABlockingTargetWhereThatNoticesItsClose() throws Exception {
    Explanation.Verdict verdict = verdict(TransferRequest.from(channel));

    assertThat(verdict.standing()).isEqualTo(chosenUnless(DEAF));
    if (DEAF) {
      assertThat(verdict.reason()).contains("pass the Path", "FileSource", "owned()");
    }
  }

  @Test
  void whoForcesItIsToldWhatToPass() {
    assumeTrue(DEAF, "from Java 25 on the channel is sent");
    TransferRequest request = TransferRequest.from(channel).to(near).range(0, 1000);

    assertThatThrownBy(() -> sendfile.withForce("nio").transfer(request))
        .isInstanceOf(NoStrategyException.class)
        .hasMessageContainingAll("pass the Path", "FileSource", "owned()");
  }

  @Test
  void aChannelThatIsTheTransfersAloneIsSent() throws Exception {
    assertThat(verdict(TransferRequest.from(channel).owned()).standing())
        .isEqualTo(Explanation.Standing.CHOSEN);
    assertThat(
            sendfile
                .transfer(TransferRequest.from(channel).owned().to(near).range(5, 1000))
                .bytes())
        .isEqualTo(1000);
    assertThat(channel.isOpen()).isTrue();
  }

  @Test
  void nothingButAFileChannelCanBeDeclaredSo() {
    TransferSource stream = TransferRequest.from(new ByteArrayInputStream(new byte[0]));

    assertThatThrownBy(stream::owned)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is no FileChannel");
  }

  @Test
  void aChannelOfTheCallersIsSentToANonBlockingTarget() throws Exception {
    near.configureBlocking(false);

    assertThat(verdict(TransferRequest.from(channel)).standing())
        .isEqualTo(Explanation.Standing.CHOSEN);
  }

  @Test
  void aLargePreparedFileGetsAChannelOfItsOwnAndKeepsTheSharedOne() throws Exception {
    try (FileSource shared = FileSource.open(file)) {
      assertThat(verdict(TransferRequest.from(shared)).standing())
          .isEqualTo(Explanation.Standing.CHOSEN);

      CompletableFuture<Throwable> ended =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return new AssertionError(
                      sendfile.transfer(TransferRequest.from(shared).to(near)).toString());
                } catch (IOException e) {
                  return e;
                }
              },
              task -> new Thread(task).start());
      far.read(java.nio.ByteBuffer.allocate(1)); // it has begun, and nobody reads the rest
      near.close();
      assertThat(ended.get(1, TimeUnit.MINUTES)).isInstanceOf(IOException.class);

      try (SocketChannel other = SocketChannel.open(server.getLocalAddress());
          SocketChannel peer = server.accept()) {
        assertThat(peer.isOpen()).isTrue();
        assertThat(
                sendfile
                    .withForce("nio")
                    .transfer(TransferRequest.from(shared).to(other).range(0, 600_000))
                    .bytes())
            .isEqualTo(600_000);
      }
    }
  }

  @Test
  void aPreparedFileThatWasReplacedIsSentAsItWas() throws Exception {
    try (FileSource shared =
        FileSource.builder(file).checkEvery(java.time.Duration.ofHours(1)).open()) {
      Files.delete(file);
      Files.write(file, new byte[LARGE + 1]);

      assertThat(verdict(TransferRequest.from(shared)).standing()).isEqualTo(chosenUnless(DEAF));
    }
  }

  @Test
  void aSmallPartOfAPreparedFileIsNotWorthAnOpen() throws Exception {
    try (FileSource shared = FileSource.open(file)) {
      assertThat(
              sendfile
                  .explain(TransferRequest.from(shared).to(near).range(0, 1000))
                  .verdicts()
                  .get(0)
                  .standing())
          .isEqualTo(chosenUnless(DEAF));
    }
  }
}
