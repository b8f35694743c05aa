package dev.sendfile.ffm;

import dev.sendfile.ffm.Linux.Direction;

/**
 * Keeps a call on a socket in blocking mode from blocking for long. It belongs to the socket, not
 * to a descriptor, so what was set before is set again at the end. The JDK does not mind: where its
 * own call on such a socket comes back empty-handed, it waits for the socket and calls again.
 */
final class SocketTimeout implements AutoCloseable {

  /**
   * How long a call waits where nothing moves, in microseconds: 10 ms. The real bound is up to
   * twice as long, and again for each part of a large call that did move something.
   */
  static final long MICROS = 10_000;

  /** Nothing was set, so nothing is to be set again. */
  private static final long NOT_MINE = -1;

  private final Linux linux;
  private final int socket;
  private final Direction direction;
  private final long before;

  private SocketTimeout(Linux linux, int socket, Direction direction, long before) {
    this.linux = linux;
    this.socket = socket;
    this.direction = direction;
    this.before = before;
  }

  /**
   * Sets the time.
   *
   * @param socket a descriptor that stays open until what is returned is closed
   * @throws NoDescriptorException if it cannot be set: without it, no call may be made
   */
  static SocketTimeout set(Linux linux, int socket, Direction direction)
      throws NoDescriptorException {
    long found = linux.timeout(socket, direction);
    if (found < 0) {
      throw NoDescriptorException.failed("getsockopt", found);
    }
    // so short a one was set for a prepared target, which needs it for longer and sets it back
    if (found > 0 && found <= 2 * MICROS) {
      return new SocketTimeout(linux, socket, direction, NOT_MINE);
    }
    int done = linux.setTimeout(socket, direction, MICROS);
    if (done < 0) {
      throw NoDescriptorException.failed("setsockopt", done);
    }
    return new SocketTimeout(linux, socket, direction, found);
  }

  @Override
  public void close() {
    if (before != NOT_MINE) {
      linux.setTimeout(socket, direction, before);
    }
  }
}
