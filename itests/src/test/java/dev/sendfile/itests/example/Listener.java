package dev.sendfile.itests.example;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Takes one connection on the loopback address, and keeps what comes. */
final class Listener implements AutoCloseable {

  private static final int PATIENCE = 30; // seconds

  private final ServerSocketChannel server;
  private final CompletableFuture<byte[]> received;

  Listener() throws IOException {
    server =
        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    received = CompletableFuture.supplyAsync(this::receive);
  }

  private byte[] receive() {
    try (SocketChannel peer = server.accept()) {
      return peer.socket().getInputStream().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As HOST:PORT. */
  String address() {
    return server.socket().getInetAddress().getHostAddress() + ":" + server.socket().getLocalPort();
  }

  /** All that came, once the sender has closed its end. */
  byte[] received() throws Exception {
    return received.get(PATIENCE, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
