package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sendfile.Explanation;
import dev.sendfile.NoStrategyException;
import dev.sendfile.Sendfile;
import dev.sendfile.TransferRequest;
import dev.sendfile.spi.TransferStrategy;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What may do more with bytes than to pass them on, like encrypting them, is never gone behind:
 * neither by its number nor by its addresses.
 */
class EncryptionTest {

  private static final int LENGTH = 2 << 20; // for which any way would pay

  @TempDir Path folder;
  private Connection connection;
  private Socket plain;
  private java.net.ServerSocket server;

  @BeforeEach
  void connect() throws IOException {
    connection = Connection.open();
    server = new java.net.ServerSocket(0, 5, java.net.InetAddress.getLoopbackAddress());
    plain = new Socket(server.getInetAddress(), server.getLocalPort());
  }

  @AfterEach
  void disconnect() throws IOException {
    plain.close();
    server.close();
    connection.close();
  }

  static Stream<TransferStrategy> strategies() {
    return Stream.of(
        new NativeCopyFileRange(),
        new NativeMappedWritev(),
        new NativeReflink(),
        new NativeSendfile(),
        new NativeSplice("0"),
        new NativeWritev());
  }

  private Socket encrypted() throws IOException {
    return ((SSLSocketFactory) SSLSocketFactory.getDefault())
        .createSocket(plain, "localhost", server.getLocalPort(), false);
  }

  /** A socket that could do anything with what it is given. */
  private static final class OwnSocket extends Socket {
    OwnSocket(java.net.InetAddress address, int port) throws IOException {
      super(address, port);
    }
  }

  private void assertDeclined(TransferStrategy strategy, TransferRequest request)
      throws IOException {
    Sendfile sendfile = Sendfile.builder().strategies(strategy).force(strategy.name()).build();
    Explanation.Verdict verdict =
        Sendfile.builder().strategies(strategy).build().explain(request).verdicts().get(0);

    assertThat(verdict.standing()).isEqualTo(Explanation.Standing.DECLINED);
    assertThatThrownBy(() -> sendfile.transfer(request)).isInstanceOf(NoStrategyException.class);
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void socketsOfAClassOfTheirOwnAreLeftToOthers(TransferStrategy strategy) throws IOException {
    Path file = Files.write(folder.resolve("file"), new byte[LENGTH]);
    try (Socket own = new OwnSocket(server.getInetAddress(), server.getLocalPort())) {
      for (Socket each : List.of(encrypted(), own)) {
        assertDeclined(strategy, TransferRequest.from(file).to(each));
        assertDeclined(
            strategy, TransferRequest.from(each).to(folder.resolve("target")).range(0, LENGTH));
        assertDeclined(strategy, TransferRequest.from(each).to(connection.near).range(0, LENGTH));
        assertDeclined(strategy, TransferRequest.from(connection.near).to(each).range(0, LENGTH));
      }
    }
    assertThat(Files.exists(folder.resolve("target"))).isFalse();
  }

  @ParameterizedTest
  @MethodSource("strategies")
  void channelsOfAClassOfTheirOwnAreLeftToOthers(TransferStrategy strategy) throws IOException {
    Path file = Files.write(folder.resolve("file"), new byte[LENGTH]);
    try (SocketChannel own = new OwnChannel(connection.near)) {
      assertDeclined(strategy, TransferRequest.from(file).to(own));
      assertDeclined(
          strategy, TransferRequest.from(own).to(folder.resolve("target")).range(0, LENGTH));
    }
  }

  @Test
  void theSocketBeneathIsServed() throws IOException {
    assertThat(Way.to(dev.sendfile.internal.end.Ends.source(plain))).isEqualTo(Way.OPENED);
    assertThat(Way.to(dev.sendfile.internal.end.Ends.source(encrypted()))).isEqualTo(Way.NONE);
    assertThat(Way.to(dev.sendfile.internal.end.Ends.source(connection.near)))
        .isEqualTo(Way.OPENED);
    Channel own = new OwnChannel(connection.near);
    assertThat(Way.to(dev.sendfile.internal.end.Ends.source(own))).isEqualTo(Way.NONE);
  }

  /** One that passes all on, but could do anything with it. */
  private static final class OwnChannel extends SocketChannel {
    private final SocketChannel channel;

    OwnChannel(SocketChannel channel) {
      super(channel.provider());
      this.channel = channel;
    }

    @Override
    public SocketChannel bind(SocketAddress local) throws IOException {
      return channel.bind(local);
    }

    @Override
    public <T> SocketChannel setOption(SocketOption<T> name, T value) throws IOException {
      return channel.setOption(name, value);
    }

    @Override
    public <T> T getOption(SocketOption<T> name) throws IOException {
      return channel.getOption(name);
    }

    @Override
    public Set<SocketOption<?>> supportedOptions() {
      return channel.supportedOptions();
    }

    @Override
    public SocketChannel shutdownInput() throws IOException {
      return channel.shutdownInput();
    }

    @Override
    public SocketChannel shutdownOutput() throws IOException {
      return channel.shutdownOutput();
    }

    @Override
    public Socket socket() {
      return channel.socket();
    }

    @Override
    public boolean isConnected() {
      return channel.isConnected();
    }

    @Override
    public boolean isConnectionPending() {
      return channel.isConnectionPending();
    }

    @Override
    public boolean connect(SocketAddress remote) throws IOException {
      return channel.connect(remote);
    }

    @Override
    public boolean finishConnect() throws IOException {
      return channel.finishConnect();
    }

    @Override
    public SocketAddress getRemoteAddress() throws IOException {
      return channel.getRemoteAddress();
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
      return channel.read(into);
    }

    @Override
    public long read(ByteBuffer[] into, int offset, int length) throws IOException {
      return channel.read(into, offset, length);
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      return channel.write(from);
    }

    @Override
    public long write(ByteBuffer[] from, int offset, int length) throws IOException {
      return channel.write(from, offset, length);
    }

    @Override
    public SocketAddress getLocalAddress() throws IOException {
      return channel.getLocalAddress();
    }

    @Override
    protected void implCloseSelectableChannel() throws IOException {
      channel.close();
    }

    @Override
    protected void implConfigureBlocking(boolean block) throws IOException {
      channel.configureBlocking(block);
    }
  }
}
