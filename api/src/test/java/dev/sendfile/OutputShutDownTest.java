package dev.sendfile;

import static dev.sendfile.Scripted.refuses;
import static dev.sendfile.Scripted.upTo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Scope;
import dev.sendfile.spi.SourceFailedException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** That this side has shut down a target's output is told as that, and not as the peer's doing. */
@Timeout(120)
class OutputShutDownTest {

  /** What the target is passed as. */
  enum As {
    CHANNEL,
    ADAPTOR,
    PREPARED,
    SOCKET
  }

  @TempDir Path folder;

  private final Scripted strategy = new Scripted("a");
  private Path file;
  private ServerSocketChannel listening;
  private SocketChannel channel;
  private Socket socket;

  @BeforeEach
  void open() throws IOException {
    file = Files.write(folder.resolve("content"), Samples.bytes(1000));
    listening = ServerSocketChannel.open();
    listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    channel = SocketChannel.open(listening.getLocalAddress());
    socket = new Socket(InetAddress.getLoopbackAddress(), listening.socket().getLocalPort());
  }

  @AfterEach
  void close() throws IOException {
    channel.close();
    socket.close();
    listening.close();
  }

  private TransferRequest to(As as) {
    TransferSource source = TransferRequest.from(file);
    return switch (as) {
      case CHANNEL -> source.to(channel);
      case ADAPTOR -> source.to(channel.socket());
      case PREPARED -> source.to(PreparedTarget.of(channel));
      case SOCKET -> source.to(socket);
    };
  }

  private void shutDown(As as) throws IOException {
    if (as == As.SOCKET) {
      socket.shutdownOutput();
    } else {
      channel.shutdownOutput();
    }
  }

  private void assertThatItIsTold(As as, long accepted) {
    TransferException e =
        catchThrowableOfType(
            TransferException.class, () -> Deployed.of(strategy).sendfile().transfer(to(as)));

    assertThat(e).isInstanceOf(EndClosedException.class);
    assertThat(e.failedEnd()).isEqualTo(FailedEnd.TARGET);
    assertThat(e).hasMessageContaining("the output of the target (tcp) was shut down by this side");
    assertThat(e.bytesTransferred()).isEqualTo(accepted);
  }

  @ParameterizedTest
  @EnumSource
  void before(As as) throws IOException {
    shutDown(as);

    assertThatItIsTold(as, 0);
  }

  @ParameterizedTest
  @EnumSource
  void meanwhile(As as) {
    strategy.then(
        upTo(100),
        (session, batch) -> {
          shutDown(as);
          return session.move(batch, 100);
        });

    assertThatItIsTold(as, 100);
  }

  @ParameterizedTest
  @EnumSource
  void whereTheStrategyHasNoOtherWordForItThanToGiveUp(As as) {
    strategy.then(
        upTo(100),
        (session, batch) -> {
          shutDown(as);
          return refuses(Scope.ENDS, "something is wrong");
        });

    assertThatItIsTold(as, 100);
  }

  @Test
  void aSourceThatFailsIsToldAsThat() {
    strategy.then(
        upTo(100),
        (session, batch) -> {
          shutDown(As.CHANNEL);
          throw new SourceFailedException("of a test");
        });

    TransferException e =
        catchThrowableOfType(
            TransferException.class,
            () -> Deployed.of(strategy).sendfile().transfer(to(As.CHANNEL)));

    assertThat(e).isNotInstanceOf(EndClosedException.class);
    assertThat(e.failedEnd()).isEqualTo(FailedEnd.SOURCE);
  }

  /** The engine itself shuts down the output of one who would not notice that it is closed. */
  @Test
  void aTimeoutIsNoneOfItsOwners() throws IOException {
    Files.write(file, new byte[32 << 20]); // more than nobody takes
    strategy.can(Capability.IGNORES_TARGET_CLOSE);
    Sendfile sendfile =
        Deployed.of(strategy).sendfile(Settings.NONE.withWriteTimeout(Duration.ofMillis(500)));

    TransferException e =
        catchThrowableOfType(TransferException.class, () -> sendfile.transfer(to(As.CHANNEL)));

    assertThat(e).isInstanceOf(TransferTimeoutException.class);
  }
}
