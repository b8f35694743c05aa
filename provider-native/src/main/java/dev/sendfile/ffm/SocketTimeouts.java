package dev.sendfile.ffm;

import dev.sendfile.ffm.Linux.Direction;
import dev.sendfile.spi.End;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Who needs a bound on the calls on which socket. The time belongs to the socket and not to a
 * descriptor, so all sessions and prepared ends of a socket share it, whichever strategy is theirs:
 * the first sets it, and the last sets again what was there before. Safe for use by many threads.
 */
final class SocketTimeouts {

  /**
   * One of the two times of a socket.
   *
   * @param socket the channel or socket of the JDK's own, which is equal to itself alone
   */
  record Key(Object socket, Direction direction) {

    static Key of(End socket, Direction direction) {
      return new Key(Ends.socket(socket), direction);
    }
  }

  /** A time that was set, and what was set before. */
  private static final class Bound {
    long before;
    int users;
  }

  /** Held for no longer than two system calls that never wait. */
  private final ReentrantLock lock = new ReentrantLock();

  private final Map<Key, Bound> bounds = new HashMap<>();

  /**
   * Sets the time, unless it is set already.
   *
   * @param socket a descriptor of it, which stays open until what is returned is closed
   * @throws NoDescriptorException if it cannot be set: without it, no call may be made
   */
  SocketTimeout set(Key key, int socket, Linux linux) throws NoDescriptorException {
    SocketTimeout mine = new SocketTimeout(linux, this, key, socket);
    lock.lock();
    try {
      Bound bound = bounds.get(key);
      if (bound == null) {
        bound = new Bound();
        bounds.put(key, bound);
      }
      if (bound.users == 0) {
        setFirst(key, bound, socket, linux);
      }
      bound.users++;
    } finally {
      lock.unlock();
    }
    return mine;
  }

  private void setFirst(Key key, Bound bound, int socket, Linux linux)
      throws NoDescriptorException {
    boolean done = false;
    try {
      bound.before = linux.timeout(socket, key.direction);
      if (bound.before < 0) {
        throw NoDescriptorException.failed("getsockopt", bound.before);
      }
      int result = linux.setTimeout(socket, key.direction, SocketTimeout.MICROS);
      if (result < 0) {
        throw NoDescriptorException.failed("setsockopt", result);
      }
      done = true;
    } finally {
      if (!done) {
        bounds.remove(key);
      }
    }
  }

  /** One fewer needs it. */
  void release(Key key, int socket, Linux linux) {
    lock.lock();
    try {
      Bound bound = bounds.get(key);
      if (bound != null && --bound.users == 0) {
        bounds.remove(key);
        linux.setTimeout(socket, key.direction, bound.before);
      }
    } finally {
      lock.unlock();
    }
  }
}
