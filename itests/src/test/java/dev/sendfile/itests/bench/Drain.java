package dev.sendfile.itests.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * Reads and forgets, in a process of its own. The sender announces a number of bytes; one byte
 * comes back once they have all arrived.
 */
final class Drain {

  private static final int BUFFER = 1 << 20;

  private Drain() {}

  /**
   * Prints its port, then serves a number of connections at once, until all of them end.
   *
   * @param args how many connections
   */
  public static void main(String[] args) throws IOException {
    try (ServerSocketChannel server =
        ServerSocketChannel.open()
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      System.out.println(((InetSocketAddress) server.getLocalAddress()).getPort());
      for (int i = Integer.parseInt(args[0]); i > 0; i--) {
        SocketChannel peer = server.accept();
        new Thread(() -> serveAndClose(peer)).start();
      }
    }
  }

  private static void serveAndClose(SocketChannel peer) {
    try (peer) {
      serve(peer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void serve(SocketChannel peer) throws IOException {
    ByteBuffer announced = ByteBuffer.allocateDirect(Long.BYTES);
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    while (readFully(peer, announced.clear())) {
      long left = announced.flip().getLong();
      while (left > 0) {
        buffer.clear().limit((int) Math.min(BUFFER, left));
        int n = peer.read(buffer);
        if (n < 0) {
          return;
        }
        left -= n;
      }
      peer.write(ByteBuffer.allocate(1));
    }
  }

  private static boolean readFully(SocketChannel peer, ByteBuffer into) throws IOException {
    while (into.hasRemaining()) {
      if (peer.read(into) < 0) {
        return false;
      }
    }
    return true;
  }
}
