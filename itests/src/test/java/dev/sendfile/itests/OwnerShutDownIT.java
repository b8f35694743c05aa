package dev.sendfile.itests;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.EndClosedException;
import dev.sendfile.FailedEnd;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferException;
import dev.sendfile.TransferRequest;
import dev.sendfile.TransferSource;
import dev.sendfile.itests.fixture.Tls;
import dev.sendfile.tck.fixture.Content;
import dev.sendfile.tck.fixture.Task;
import dev.sendfile.tck.fixture.ThreadKind;
import java.io.Closeable;
import java.io.IOException;
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
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That this side gives a socket up is told as that, and is neither an end nor the peer's doing. */
class OwnerShutDownIT {

  private static final byte[] CONTENT = Content.bytes(20_000);

  @TempDir Path folder;

  /**
   * Two ends of a connection.
   *
   * @param channel this side's channel; {@code null} for a socket that has none
   * @param socket this side
   */
  private record Connection(SocketChannel channel, Socket socket, SocketChannel peer)
      implements Closeable {

    static Connection open(boolean asSocket) throws IOException {
      InetAddress here = InetAddress.getLoopbackAddress();
      try (ServerSocketChannel listening = ServerSocketChannel.open()) {
        listening.bind(new InetSocketAddress(here, 0));
        SocketChannel channel = asSocket ? null : SocketChannel.open(listening.getLocalAddress());
        Socket socket =
            channel == null
                ? new Socket(here, listening.socket().getLocalPort())
                : channel.socket();
        return new Connection(channel, socket, listening.accept());
      }
    }

    TransferSource source() {
      return channel == null ? TransferRequest.from(socket) : TransferRequest.from(channel);
    }

    TransferRequest send(Path file) {
      TransferSource from = TransferRequest.from(file);
      return channel == null ? from.to(socket) : from.to(channel);
    }

    @Override
    public void close() throws IOException {
      socket.close();
      peer.close();
    }
  }

  private Sendfile by(String strategy) {
    return strategy.equals("any")
        ? Sendfile.getDefault()
        : Sendfile.getDefault().withForce(strategy);
  }

  private void assertThatItIsNoEnd(Sendfile sendfile, boolean asSocket) throws Exception {
    Path file = folder.resolve("received");
    try (Connection connection = Connection.open(asSocket)) {
      connection.peer().socket().getOutputStream().write(CONTENT);
      TransferRequest request = connection.source().to(file);
      Task<?> transfer = ThreadKind.PLATFORM.start(() -> sendfile.transfer(request));
      while (!Files.exists(file) || Files.size(file) < CONTENT.length) {
        Thread.onSpinWait();
      }
      connection.socket().shutdownInput();

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
    try (Connection connection = Connection.open(asSocket)) {
      TransferRequest request = connection.send(file);
      Task<?> transfer = ThreadKind.PLATFORM.start(() -> sendfile.transfer(request));
      connection.peer().read(ByteBuffer.allocate(1)); // it is under way
      connection.socket().shutdownOutput();

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

  /** Reads all, and counts the reads. */
  private static AtomicInteger drain(Socket peer) {
    AtomicInteger reads = new AtomicInteger();
    ThreadKind.PLATFORM.start(
        () -> {
          InputStream in = peer.getInputStream();
          byte[] bytes = new byte[1 << 16];
          while (in.read(bytes) >= 0) {
            reads.incrementAndGet();
          }
          return null;
        });
    return reads;
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
        AtomicInteger reads = drain(connection.beneathPeer());
        Task<?> transfer = sendForEver(connection.mine());
        while (reads.get() < i) { // the moment at which a close meets a write does not matter
          Thread.onSpinWait();
        }

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
