package dev.sendfile.bench.far;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Connections that were accepted and that nobody has asked for yet, by the port they came from. */
final class Arrivals {

  /** More than any machine needs to accept a connection from itself. */
  private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

  private final Map<Integer, SocketChannel> byPort = new HashMap<>();

  synchronized void put(SocketChannel peer) throws IOException {
    byPort.put(((InetSocketAddress) peer.getRemoteAddress()).getPort(), peer);
    notifyAll();
  }

  /** Waits for the one from a port; null if none comes. */
  synchronized @Nullable SocketChannel take(int port) throws InterruptedException {
    long until = System.nanoTime() + PATIENCE;
    while (!byPort.containsKey(port)) {
      long left = TimeUnit.NANOSECONDS.toMillis(until - System.nanoTime());
      if (left <= 0) {
        return null;
      }
      wait(left);
    }
    return byPort.remove(port);
  }
}
