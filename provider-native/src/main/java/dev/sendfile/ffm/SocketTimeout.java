package dev.sendfile.ffm;

/**
 * Keeps calls on a socket in blocking mode from blocking for long, until it is closed. The JDK does
 * not mind: where its own call on such a socket comes back empty-handed, it waits for the socket
 * and calls again.
 */
final class SocketTimeout implements AutoCloseable {

  /**
   * How long a call waits where nothing moves, in microseconds: 10 ms. The real bound is up to
   * twice as long, and again for each part of a large call that did move something.
   */
  static final long MICROS = 10_000;

  private final Linux linux;
  private final SocketTimeouts all;
  private final SocketTimeouts.Key key;
  private final int socket;

  /** Sets nothing: {@link SocketTimeouts} does. */
  SocketTimeout(Linux linux, SocketTimeouts all, SocketTimeouts.Key key, int socket) {
    this.linux = linux;
    this.all = all;
    this.key = key;
    this.socket = socket;
  }

  /** The last one for a socket and a direction sets again what was set before the first. */
  @Override
  public void close() {
    all.release(key, socket, linux);
  }
}
