package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the JDK is open, the number that it tells is that of the channel. */
class OpenedAccessTest {

  private final ScriptedLinux linux = new ScriptedLinux();

  @TempDir Path folder;

  private static String leadsTo(int number) throws IOException {
    return Files.readSymbolicLink(Proc.descriptor(number)).toString();
  }

  @Test
  void tellsTheNumberOfAFile() throws IOException {
    Path path = folder.resolve("file");
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      assertThat(leadsTo(OpenedAccess.numberOf(file))).isEqualTo(path.toRealPath().toString());
    }
  }

  @Test
  void tellsTheNumberOfEachEndOfAPipe() throws IOException {
    java.nio.channels.Pipe pipe = java.nio.channels.Pipe.open();
    try (var source = pipe.source();
        var sink = pipe.sink()) {
      int out = OpenedAccess.numberOf(source);
      int in = OpenedAccess.numberOf(sink);

      assertThat(out).isNotEqualTo(in);
      assertThat(leadsTo(out)).startsWith("pipe:").isEqualTo(leadsTo(in));
    }
  }

  @Test
  void tellsTheNumberOfATcpChannelInEitherMode() throws IOException {
    try (Connection connection = Connection.open()) {
      int number = OpenedAccess.numberOf(connection.near);

      assertThat(linux.address(number, Linux.Side.LOCAL))
          .isEqualTo(IpAddress.of(connection.near.getLocalAddress()));
      connection.nonBlocking();
      assertThat(OpenedAccess.numberOf(connection.near)).isEqualTo(number);
    }
  }

  @Test
  void tellsTheNumberOfAUnixChannel() throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(folder.resolve("socket"));
    try (ServerSocketChannel server =
            ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(address);
        SocketChannel near = SocketChannel.open(address);
        SocketChannel far = server.accept()) {
      int number = OpenedAccess.numberOf(near);

      assertThat(leadsTo(number)).startsWith("socket:");
      assertThat(number).isNotEqualTo(OpenedAccess.numberOf(far));
      assertThat(linux.address(number, Linux.Side.LOCAL)).isNull();
    }
  }

  @Test
  void tellsTheNumberOfSocketsWithoutAChannel() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Socket usual = new Socket(server.getInetAddress(), server.getLocalPort());
        Socket acceptedOne = server.accept();
        Socket direct = new Socket(Proxy.NO_PROXY)) {
      direct.connect(server.getLocalSocketAddress());
      try (Socket acceptedTwo = server.accept()) {
        for (Socket each : new Socket[] {usual, acceptedOne, direct, acceptedTwo}) {
          int number = OpenedAccess.numberOf(each);

          assertThat(linux.address(number, Linux.Side.LOCAL))
              .isEqualTo(IpAddress.of((InetSocketAddress) each.getLocalSocketAddress()));
          assertThat(linux.address(number, Linux.Side.PEER))
              .isEqualTo(IpAddress.of((InetSocketAddress) each.getRemoteSocketAddress()));
        }
      }
    }
  }

  @Test
  void whatWasClosedHasNoDescriptor() throws IOException {
    try (Connection connection = Connection.open()) {
      dev.sendfile.spi.Source source = dev.sendfile.internal.end.Ends.source(connection.near);
      connection.near.close();

      assertThatThrownBy(() -> Descriptors.of(source, linux))
          .isInstanceOf(NoDescriptorException.class);
      assertThat(linux.open()).isEmpty();
    }
  }

  @Test
  void aPlainSocketThatWasClosedHasNoDescriptor() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Socket socket = new Socket(server.getInetAddress(), server.getLocalPort())) {
      dev.sendfile.spi.Source source = dev.sendfile.internal.end.Ends.source(socket);
      socket.close();

      assertThatThrownBy(() -> Descriptors.of(source, linux))
          .isInstanceOf(NoDescriptorException.class);
      assertThat(linux.open()).isEmpty();
    }
  }
}
