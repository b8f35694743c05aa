package dev.sendfile.ffm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sendfile.ffm.ScriptedLinux.Call;
import dev.sendfile.spi.End;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** A connection is found among all descriptors of the process, and never another one. */
class SocketScanTest {

  private final ScriptedLinux linux = new ScriptedLinux();
  private final List<AutoCloseable> opened = new ArrayList<>();

  @AfterEach
  void close() throws Exception {
    for (AutoCloseable each : opened) {
      each.close();
    }
    assertThat(linux.open()).isEmpty();
  }

  private <T extends AutoCloseable> T closedLater(T resource) {
    opened.add(resource);
    return resource;
  }

  private static End end(Object socket) throws IOException {
    return dev.sendfile.internal.end.Ends.source(socket);
  }

  /** What is sent by the descriptor arrives at the far side of just this connection. */
  private void assertIsOf(SocketChannel far, int found) throws IOException {
    ByteBuffer sent = ByteBuffer.allocateDirect(5).put(Pattern.of(5)).flip();
    assertThat(linux.send(found, MemorySegment.ofBuffer(sent), MemorySegment.NULL, false))
        .isEqualTo(5);
    linux.close(found);
    ByteBuffer arrived = ByteBuffer.allocate(10);
    far.read(arrived);
    assertThat(arrived.flip()).isEqualTo(sent);
  }

  private Connection connection(InetAddress loopback) throws IOException {
    return closedLater(Connection.open(loopback));
  }

  @Test
  void isFoundOverIpv4AndIpv6() throws IOException {
    for (String loopback : List.of("127.0.0.1", "127.1.2.3", "::1")) {
      Connection connection;
      try {
        connection = connection(InetAddress.getByName(loopback));
      } catch (IOException e) {
        Assumptions.assumeFalse(loopback.contains("."), "no IPv4");
        continue; // no IPv6 on this machine
      }
      assertIsOf(connection.far, SocketScan.find(end(connection.near), linux));
      assertIsOf(connection.near, SocketScan.find(end(connection.far), linux));
    }
  }

  @Test
  void isFoundWhereOneSideKnowsIpv4Alone() throws IOException {
    try (ServerSocketChannel server =
        ServerSocketChannel.open(StandardProtocolFamily.INET)
            .bind(new InetSocketAddress("127.0.0.1", 0))) {
      SocketChannel near = closedLater(SocketChannel.open(server.getLocalAddress()));
      SocketChannel far = closedLater(server.accept());

      assertIsOf(far, SocketScan.find(end(near), linux));
      assertIsOf(near, SocketScan.find(end(far), linux));
    }
  }

  @Test
  void isFoundBehindASocketWithoutAChannel() throws IOException {
    try (ServerSocketChannel server =
        ServerSocketChannel.open()
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      InetSocketAddress address = (InetSocketAddress) server.getLocalAddress();
      Socket plain = closedLater(new Socket(address.getAddress(), address.getPort()));
      SocketChannel far = closedLater(server.accept());

      assertThat(plain.getChannel()).isNull();
      assertIsOf(far, SocketScan.find(end(plain), linux));
      assertIsOf(far, SocketScan.find(end(plain), linux));
    }
  }

  @Test
  void isFoundBehindAnAcceptedSocket() throws IOException {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      SocketChannel far = closedLater(SocketChannel.open(server.getLocalSocketAddress()));
      Socket accepted = closedLater(server.accept());

      assertIsOf(far, SocketScan.find(end(accepted), linux));
    }
  }

  @Test
  void isFoundAmongFiveHundredOthers() throws IOException {
    try (ServerSocketChannel server =
        ServerSocketChannel.open()
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50)) {
      for (int i = 0; i < 250; i++) { // all to the same port, both sides in this process
        closedLater(SocketChannel.open(server.getLocalAddress()));
        closedLater(server.accept());
      }
      SocketChannel near = (SocketChannel) opened.get(248);
      SocketChannel far = (SocketChannel) opened.get(249);

      assertIsOf(far, SocketScan.find(end(near), linux));
      assertIsOf(near, SocketScan.find(end(far), linux));
    }
  }

  @Test
  void oneThatWasClosedMeanwhileIsNotTakenForAnother() throws IOException {
    Connection connection = connection(InetAddress.getLoopbackAddress());
    End end = end(connection.near);
    connection.near.close();

    assertThatThrownBy(() -> SocketScan.find(end, linux))
        .isInstanceOf(NoDescriptorException.class)
        .hasMessage("it was closed meanwhile");
    assertThat(linux.open()).isEmpty();
  }

  @Test
  void aFailingDuplicateIsNoDescriptor() throws IOException {
    Connection connection = connection(InetAddress.getLoopbackAddress());
    linux.failing(Call.DUPLICATE, 1, Errno.EMFILE);

    assertThatThrownBy(() -> SocketScan.find(end(connection.near), linux))
        .isInstanceOf(NoDescriptorException.class)
        .hasMessage("no descriptor of the connection is to be found");
  }

  @Test
  void onlyTheRightDescriptorIsEverDuplicated() throws IOException {
    closedLater(
        java.nio.channels.FileChannel.open(Path.of("/proc/self/status"), StandardOpenOption.READ));
    Connection connection = connection(Inet6Address.getLoopbackAddress());

    linux.close(SocketScan.find(end(connection.near), linux));

    assertThat(linux.made(Call.DUPLICATE)).isEqualTo(1);
  }
}
