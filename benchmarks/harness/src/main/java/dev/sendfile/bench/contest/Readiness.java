package dev.sendfile.bench.contest;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** Waits for a connection as its mode wants it. */
interface Readiness extends Closeable {

  /** Returns when the connection may be ready again; at once if it blocks by itself. */
  void await() throws IOException;

  /**
   * Of a connection that was made in the mode of the contest.
   *
   * @param operation of {@link java.nio.channels.SelectionKey}
   */
  static Readiness of(SocketChannel channel, int operation) throws IOException {
    return channel.isBlocking() ? new Blocking() : new Selecting(channel, operation);
  }

  /** Has nothing to wait for. */
  final class Blocking implements Readiness {

    @Override
    public void await() {}

    @Override
    public void close() {}
  }

  /** Has a selector of its own. */
  final class Selecting implements Readiness {

    private final Selector selector;

    Selecting(SelectableChannel channel, int operation) throws IOException {
      selector = channel.provider().openSelector();
      channel.register(selector, operation);
    }

    @Override
    public void await() throws IOException {
      selector.select();
      selector.selectedKeys().clear();
    }

    @Override
    public void close() throws IOException {
      selector.close();
    }
  }
}
