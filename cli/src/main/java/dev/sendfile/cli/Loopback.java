package dev.sendfile.cli;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Two sockets of this machine, connected to each other.
 *
 * @param near the one to send to
 * @param far the one that receives
 */
record Loopback(SocketChannel near, SocketChannel far) implements Closeable {

  static Loopback tcp() throws IOException {
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      return connectedBy(server);
    }
  }

  static Loopback unix() throws IOException {
    Path folder = temporaryFolder();
    Path name = folder.resolve("socket");
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(name));
      return connectedBy(server);
    } finally { // two connected sockets need no name
      Files.deleteIfExists(name);
      Files.delete(folder);
    }
  }

  private static Path temporaryFolder() throws IOException {
    try {
      return Files.createTempDirectory("sendfile");
    } catch (IOException e) {
      throw new NoTemporaryFile(e);
    }
  }

  private static Loopback connectedBy(ServerSocketChannel server) throws IOException {
    SocketChannel near = SocketChannel.open(server.getLocalAddress());
    try {
      return new Loopback(near, server.accept());
    } catch (IOException e) {
      near.close();
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    try (near;
        far) {
      // both, whatever the first one throws
    }
  }
}
