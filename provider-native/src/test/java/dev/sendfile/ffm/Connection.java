package dev.sendfile.ffm;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A TCP connection over loopback: what a test is about, and the far side. */
final class Connection implements AutoCloseable {

  final SocketChannel near;
  final SocketChannel far;

  private Connection(SocketChannel near, SocketChannel far) {
    this.near = near;
    this.far = far;
  }

  static Connection open() throws IOException {
    return open(InetAddress.getLoopbackAddress());
  }

  static Connection open(InetAddress loopback) throws IOException {
    try (ServerSocketChannel server =
        ServerSocketChannel.open().bind(new InetSocketAddress(loopback, 0))) {
      SocketChannel near = SocketChannel.open(server.getLocalAddress());
      return new Connection(near, server.accept());
    }
  }

  Connection nonBlocking() throws IOException {
    near.configureBlocking(false);
    return this;
  }

  /** All that the far side gets until the near side ends. */
  CompletableFuture<byte[]> received() {
    return background(() -> all(far));
  }

  /** Lets the far side send, and then end. */
  CompletableFuture<Void> feed(byte[] bytes) {
    return background(
        () -> {
          ByteBuffer all = ByteBuffer.wrap(bytes);
          try {
            while (all.hasRemaining()) {
              far.write(all);
            }
            far.shutdownOutput();
            return null;
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  /** On a thread of its own: what blocks must not wait for a place in a pool, or take one. */
  static <T> CompletableFuture<T> background(Supplier<T> task) {
    return CompletableFuture.supplyAsync(task, run -> Thread.ofPlatform().daemon().start(run));
  }

  static byte[] all(ReadableByteChannel channel) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try {
      Channels.newInputStream(channel).transferTo(all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return all.toByteArray();
  }

  static <T> T await(CompletableFuture<T> future) throws Exception {
    return future.get(1, TimeUnit.MINUTES);
  }

  @Override
  public void close() throws IOException {
    near.close();
    far.close();
  }
}
