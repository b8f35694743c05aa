package dev.sendfile.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The receiver of one real connection, on a thread of its own, until it is closed. */
final class Peer implements AutoCloseable {

  /** Far less than is sent to a peer that does not read on. */
  private static final int SMALL_BUFFER = 4096;

  private final ServerSocket server = new ServerSocket();
  private final CompletableFuture<byte[]> received = new CompletableFuture<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch closed = new CountDownLatch(1);

  /** What a peer does before it ends the connection. */
  @FunctionalInterface
  private interface Behaviour {
    byte[] to(Socket connection, Peer self) throws Exception;
  }

  private Peer(String host, Behaviour behaviour) throws IOException {
    server.setReceiveBufferSize(SMALL_BUFFER);
    server.bind(new InetSocketAddress(InetAddress.getByName(host), 0));
    Thread thread = new Thread(() -> serve(behaviour), "peer");
    thread.setDaemon(true);
    thread.start();
  }

  private void serve(Behaviour behaviour) {
    try (Socket connection = server.accept()) {
      received.complete(behaviour.to(connection, this));
    } catch (Exception e) {
      received.completeExceptionally(e);
    }
  }

  /** Reads to the end. */
  static Peer reading() throws IOException {
    return readingAt("127.0.0.1");
  }

  static Peer readingAt(String host) throws IOException {
    return new Peer(host, (connection, self) -> connection.getInputStream().readAllBytes());
  }

  /** Reads some bytes, then hangs up on the others. */
  static Peer hangingUpAfter(int bytes) throws IOException {
    return new Peer(
        "127.0.0.1", (connection, self) -> connection.getInputStream().readNBytes(bytes));
  }

  /** Sends back what it reads, a piece at a time, and reads on only when that was taken. */
  static Peer echoing() throws IOException {
    return new Peer(
        "127.0.0.1",
        (connection, self) -> {
          byte[] piece = new byte[SMALL_BUFFER];
          ByteArrayOutputStream all = new ByteArrayOutputStream();
          for (int n; (n = connection.getInputStream().read(piece)) >= 0; ) {
            connection.getOutputStream().write(piece, 0, n);
            all.write(piece, 0, n);
          }
          return all.toByteArray();
        });
  }

  /** Reads some bytes, then breaks the connection off. */
  static Peer resettingAfter(int bytes) throws IOException {
    return new Peer(
        "127.0.0.1",
        (connection, self) -> {
          byte[] some = connection.getInputStream().readNBytes(bytes);
          connection.setSoLinger(true, 0);
          return some;
        });
  }

  /** Reads one byte, then no more. */
  static Peer stalling() throws IOException {
    return new Peer(
        "127.0.0.1",
        (connection, self) -> {
          byte[] first = connection.getInputStream().readNBytes(1);
          self.begun.countDown();
          self.closed.await();
          return first;
        });
  }

  /** Reads to the end and does not end the connection. */
  static Peer notEnding() throws IOException {
    return new Peer(
        "127.0.0.1",
        (connection, self) -> {
          byte[] all = connection.getInputStream().readAllBytes();
          self.closed.await();
          return all;
        });
  }

  int port() {
    return server.getLocalPort();
  }

  /** Where it listens, as the command takes it. */
  String address() {
    return "127.0.0.1:" + port();
  }

  /** Waits until a stalling one has its byte, so that a transfer is under way. */
  boolean begun() throws InterruptedException {
    return begun.await(1, TimeUnit.MINUTES);
  }

  /** Waits for what came. */
  byte[] received() throws Exception {
    return received.get(1, TimeUnit.MINUTES);
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
  }
}
