package dev.sendfile.itests.bench;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * The other side, in a process of its own. It is told a number of bytes: of a positive number it
 * reads that many and answers with one byte, of a negative one it sends that many.
 */
final class FarEnd implements Closeable {

  private static final int BUFFER = 1 << 20;

  private final Process process;
  private final InetSocketAddress address;

  private FarEnd(Process process, InetSocketAddress address) {
    this.process = process;
    this.address = address;
  }

  /** Starts the process, for a number of connections. */
  static FarEnd start(int connections) throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FarEnd.class.getName(),
                String.valueOf(connections))
            .redirectError(Redirect.INHERIT)
            .start();
    BufferedReader printed =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    int port = Integer.parseInt(printed.readLine());
    return new FarEnd(process, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  InetSocketAddress address() {
    return address;
  }

  @Override
  public void close() {
    process.destroy();
  }

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
      long bytes = announced.flip().getLong();
      if (bytes < 0) {
        pour(peer, buffer, -bytes);
      } else {
        drain(peer, buffer, bytes);
      }
    }
  }

  private static void pour(SocketChannel peer, ByteBuffer buffer, long bytes) throws IOException {
    for (long left = bytes; left > 0; ) {
      buffer.clear().limit((int) Math.min(BUFFER, left));
      left -= peer.write(buffer);
    }
  }

  private static void drain(SocketChannel peer, ByteBuffer buffer, long bytes) throws IOException {
    for (long left = bytes; left > 0; ) {
      buffer.clear().limit((int) Math.min(BUFFER, left));
      int n = peer.read(buffer);
      if (n < 0) {
        return;
      }
      left -= n;
    }
    peer.write(ByteBuffer.allocate(1));
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
