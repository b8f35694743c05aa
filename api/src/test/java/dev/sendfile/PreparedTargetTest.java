package dev.sendfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sendfile.spi.Step;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transfers take turns with a prepared target: two at once would mix their bytes. */
class PreparedTargetTest {

  @TempDir Path folder;

  private final Scripted strategy = new Scripted("a");
  private final Sendfile sendfile = Deployed.of(strategy).sendfile();
  private SocketChannel near;
  private SocketChannel far;
  private PreparedTarget target;
  private TransferRequest request;

  @BeforeEach
  void connect() throws Exception {
    Path file = Files.write(folder.resolve("file"), new byte[1000]);
    try (ServerSocketChannel listening = ServerSocketChannel.open()) {
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      near = SocketChannel.open(listening.getLocalAddress());
      far = listening.accept();
    }
    target = PreparedTarget.of(near);
    request = TransferRequest.from(file).to(target);
  }

  @AfterEach
  void close() throws Exception {
    target.close();
    near.close();
    far.close();
  }

  @Test
  void oneThatBeginsBeforeAnotherHasEndedIsRefused() throws Exception {
    TransferException[] refused = new TransferException[1];
    strategy.then(
        (session, batch) -> {
          refused[0] =
              catchThrowableOfType(TransferException.class, () -> sendfile.transfer(request));
          return session.move(batch, 600);
        });

    assertThat(sendfile.transfer(request).bytes()).isEqualTo(1000);

    assertThat(refused[0])
        .hasMessageContaining("another transfer writes to this prepared target")
        .extracting(TransferException::failedEnd)
        .isEqualTo(FailedEnd.TARGET);
    assertThat(refused[0].bytesTransferredAtMost()).isZero();
    assertThat(sendfile.transfer(request).bytes()).as("the next one").isEqualTo(1000);
  }

  @Test
  void oneThatWasOpenedBeforeHasItsTurnLater() throws Exception {
    try (Transfer first = sendfile.open(request);
        Transfer second = sendfile.open(request)) {
      assertThat(second.run().bytes()).isEqualTo(1000);
      assertThat(first.run().bytes()).isEqualTo(1000);
    }
  }

  @Test
  void oneThatIsGivenUpMakesRoom() throws Exception {
    near.configureBlocking(false);
    strategy.answers(Step.TARGET_FULL);
    try (Transfer first = sendfile.open(request)) {
      assertThat(first.advance()).isNotEqualTo(Advance.DONE);
      assertThat(catchThrowableOfType(TransferException.class, () -> sendfile.transfer(request)))
          .isNotNull();
    }
    assertThat(sendfile.transfer(request).bytes()).isEqualTo(1000);
  }
}
