package dev.sendfile.itests.bench;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The other side, in a process of its own. It is told a number of bytes: of a positive number it
 * reads that many and answers with one byte, of a negative one it sends that many.
 */
final class FarEnd implements Closeable {

  private static final int BUFFER = 1 << 20;

  private final Process process;
  private final InetSocketAddress address;
  private final List<Closeable> connections = new ArrayList<>();

  private FarEnd(Process process, InetSocketAddress address) {
    this.process = process;
    this.address = address;
  }

  /** Starts the process. */
  static FarEnd start() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                FarEnd.class.getName())
            .redirectError(Redirect.INHERIT)
            .start();
    Processors.pinFarEnd(process.pid());
    BufferedReader printed =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    int port = Integer.parseInt(printed.readLine());
    return new FarEnd(process, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
  }

  int port() {
    return address.getPort();
  }

  /** Connects by a channel, which is closed with this. */
  SocketChannel channel() throws IOException {
    SocketChannel channel = SocketChannel.open(address);
    connections.add(channel);
    return channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
  }

  /** Connects by a socket without a channel, which is closed with this. */
  Socket socket() throws IOException {
    Socket socket = new Socket(address.getAddress(), address.getPort());
    connections.add(socket);
    socket.setTcpNoDelay(true);
    return socket;
  }

  @Override
  public void close() throws IOException {
    for (Closeable connection : connections) {
      connection.close();
    }
    process.destroy();
  }

  /**
   * Prints its port, then serves any number of connections, until standard input ends.
   *
   * @param args none
   */
  public static void main(String[] args) throws IOException {
    ServerSocketChannel server =
        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    daemon(() -> accept(server));
    System.out.println(((InetSocketAddress) server.getLocalAddress()).getPort());
    System.in.read();
  }

  private interface Task {
    void run() throws IOException;
  }

  private static void daemon(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private static void accept(ServerSocketChannel server) throws IOException {
    while (true) {
      SocketChannel peer = server.accept();
      daemon(() -> serve(peer));
    }
  }

  private static void serve(SocketChannel peer) throws IOException {
    try (peer) {
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
