package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.EndClosedException;
import dev.sendfile.FailedEnd;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.itests.fixture.Tls;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That this side gives a socket up is told as that, and is neither an end nor the peer's doing. */
class OwnerShutDownIT {

  private static final byte[] CONTENT = Content.bytes(20_000);

  @TempDir Path folder;

  private Sendfile by(String strategy) {
    return strategy.equals("any")
        ? Sendfile.getDefault()
        : Sendfile.getDefault().withForce(strategy);
  }

  private void assertThatItIsNoEnd(Sendfile sendfile, boolean asSocket) throws Exception {
    Path file = folder.resolve("received");
    try (ServerSocketChannel listening =
            ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        SocketChannel channel = asSocket ? null : SocketChannel.open(listening.getLocalAddress());
        Socket socket =
            asSocket
                ? new Socket(InetAddress.getLoopbackAddress(), listening.socket().getLocalPort())
                : channel.socket();
        SocketChannel peer = listening.accept()) {
      peer.socket().getOutputStream().write(CONTENT);
      TransferRequest request =
          (asSocket ? TransferRequest.from(socket) : TransferRequest.from(channel)).to(file);
      Task<?> transfer = ThreadKind.PLATFORM.start(() -> sendfile.transfer(request));
      while (!Files.exists(file) || Files.size(file) < CONTENT.length) {
        Thread.onSpinWait();
      }
      socket.shutdownInput();

      TransferException e = transfer.awaitFailure(EndClosedException.class);
      assertThat(e.failedEnd()).isEqualTo(FailedEnd.SOURCE);
      assertThat(e.bytesTransferred()).isEqualTo(CONTENT.length);
      assertThat(e).hasMessageContaining("was shut down by this side");
    }
  }

  private void assertThatItIsNotThePeersDoing(Sendfile sendfile, boolean asSocket)
      throws Exception {
    Path file =
        Files.write(folder.resolve("content"), new byte[32 << 20]); // more than nobody reads
    try (ServerSocketChannel listening =
            ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        SocketChannel channel = asSocket ? null : SocketChannel.open(listening.getLocalAddress());
        Socket socket =
            asSocket
                ? new Socket(InetAddress.getLoopbackAddress(), listening.socket().getLocalPort())
                : channel.socket();
        SocketChannel peer = listening.accept()) {
      TransferRequest request =
          asSocket ? TransferRequest.from(file).to(socket) : TransferRequest.from(file).to(channel);
      Task<?> transfer = ThreadKind.PLATFORM.start(() -> sendfile.transfer(request));
      peer.read(ByteBuffer.allocate(1)); // it is under way
      socket.shutdownOutput();

      TransferException e = transfer.awaitFailure(EndClosedException.class);
      assertThat(e.failedEnd()).isEqualTo(FailedEnd.TARGET);
      assertThat(e).hasMessageContaining("was shut down by this side");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"any", "nio", "mmap", "rwloop"})
  void aChannelThatIsWrittenNoMoreIsNotThePeersDoing(String strategy) throws Exception {
    assertThatItIsNotThePeersDoing(by(strategy), false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"any", "rwloop"})
  void aSocketThatIsWrittenNoMoreIsNotThePeersDoing(String strategy) throws Exception {
    assertThatItIsNotThePeersDoing(by(strategy), true);
  }

  @ParameterizedTest
  @ValueSource(strings = {"any", "rwloop"})
  void aChannelThatIsReadNoMoreHasNotEnded(String strategy) throws Exception {
    assertThatItIsNoEnd(by(strategy), false);
  }

  @Test
  void aSocketThatIsReadNoMoreHasNotEnded() throws Exception {
    assertThatItIsNoEnd(Sendfile.getDefault(), true);
  }

  private static Task<?> drain(Socket peer) {
    return ThreadKind.PLATFORM.start(
        () -> {
          InputStream in = peer.getInputStream();
          byte[] bytes = new byte[1 << 16];
          int n = 0;
          while (n >= 0) {
            n = in.read(bytes);
          }
          return null;
        });
  }

  private static Task<?> sendForEver(Socket target) {
    InputStream zeros =
        new InputStream() {
          @Override
          public int read() {
            return 0;
          }

          @Override
          public int read(byte[] bytes, int offset, int length) {
            return length;
          }
        };
    return ThreadKind.PLATFORM.start(
        () -> Sendfile.getDefault().transfer(TransferRequest.from(zeros).to(target)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aTlsTargetThatIsClosedIsToldAsThat(String protocol) throws Exception {
    SSLContext context = Tls.context(folder);
    for (int i = 0; i < 10; i++) {
      try (Tls.Layered connection = Tls.layered(context, protocol)) {
        drain(connection.beneathPeer());
        Task<?> transfer = sendForEver(connection.mine());
        Thread.sleep(i); // the moment at which a close meets a write does not matter

        connection.mine().close();

        TransferException e = transfer.awaitFailure(EndClosedException.class);
        assertThat(e.failedEnd()).isEqualTo(FailedEnd.TARGET);
      }
    }
  }

  /** Nothing but closing the source ends the read, and that is not what its owner has done. */
  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aTargetThatIsClosedWhileATlsSourceIsReadIsToldAsThat(String protocol) throws Exception {
    Pipe pipe = Pipe.open();
    try (Tls.Layered connection = Tls.layered(Tls.context(folder), protocol)) {
      connection.peer().getOutputStream().write(CONTENT, 0, 10);
      Task<?> transfer =
          ThreadKind.PLATFORM.start(
              () ->
                  Sendfile.getDefault()
                      .transfer(TransferRequest.from(connection.mine()).to(pipe.sink())));
      ByteBuffer ten = ByteBuffer.allocate(10);
      while (ten.hasRemaining()) {
        pipe.source().read(ten);
      }

      pipe.sink().close();

      TransferException e = transfer.awaitFailure(EndClosedException.class);
      assertThat(e.failedEnd()).isEqualTo(FailedEnd.TARGET);
    } finally {
      pipe.source().close();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void aTlsPeerThatBreaksTheConnectionIsBlamedForIt(String protocol) throws Exception {
    SSLContext context = Tls.context(folder);
    for (boolean sending : new boolean[] {true, false}) {
      try (Tls.Layered connection = Tls.layered(context, protocol)) {
        Task<?> transfer =
            sending
                ? sendForEver(connection.mine())
                : ThreadKind.PLATFORM.start(
                    () ->
                        Sendfile.getDefault()
                            .transfer(
                                TransferRequest.from(connection.mine())
                                    .to(folder.resolve("received"))));
        connection.beneathPeer().setSoLinger(true, 0);
        connection.beneathPeer().close();

        TransferException e = transfer.awaitFailure(TransferException.class);
        assertThat(e).isNotInstanceOf(EndClosedException.class);
        assertThat(e.failedEnd()).isEqualTo(sending ? FailedEnd.TARGET : FailedEnd.SOURCE);
      }
    }
  }
}
