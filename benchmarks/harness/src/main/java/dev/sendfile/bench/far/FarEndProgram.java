package dev.sendfile.bench.far;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * The program of the far end. It needs nothing but {@code java.base} and this package, and ends
 * when its standard input does: with the process that has started it, however that ended.
 */
final class FarEndProgram {

  private FarEndProgram() {}

  /**
   * Prints two ports, for bytes and for orders, then serves any number of connections.
   *
   * @param args none
   * @throws IOException if it cannot listen
   */
  public static void main(String[] args) throws IOException {
    Arrivals arrivals = new Arrivals();
    Deque<ByteBuffer> buffers = new ConcurrentLinkedDeque<>();
    ServerSocketChannel bytes = listen();
    ServerSocketChannel orders = listen();
    daemon(() -> accept(bytes, arrivals::put));
    daemon(() -> accept(orders, peer -> daemon(() -> serve(peer, arrivals, buffers))));
    System.out.println(port(bytes) + " " + port(orders));
    while (System.in.read() >= 0) {
      // nobody writes anything
    }
  }

  /** With a buffer that was left over: one that is direct goes only when somebody collects it. */
  private static void serve(SocketChannel orders, Arrivals arrivals, Deque<ByteBuffer> buffers)
      throws IOException {
    ByteBuffer left = buffers.poll();
    ByteBuffer buffer = left == null ? ByteBuffer.allocateDirect(Poured.BLOCK) : left;
    try {
      new Served(orders, arrivals, buffer).run();
    } finally {
      buffers.push(buffer);
    }
  }

  private interface Task {
    void run() throws IOException;
  }

  private interface Guest {
    void welcome(SocketChannel peer) throws IOException;
  }

  private static ServerSocketChannel listen() throws IOException {
    return ServerSocketChannel.open()
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
  }

  private static int port(ServerSocketChannel server) throws IOException {
    return ((InetSocketAddress) server.getLocalAddress()).getPort();
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

  private static void accept(ServerSocketChannel server, Guest guest) throws IOException {
    while (true) {
      guest.welcome(server.accept());
    }
  }
}
