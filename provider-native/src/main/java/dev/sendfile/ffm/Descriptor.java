package dev.sendfile.ffm;

import org.jspecify.annotations.Nullable;

/**
 * A descriptor of our own, which nobody else can close: so its number never stands for something
 * else while it is used.
 */
class Descriptor implements AutoCloseable {

  private final int number;

  Descriptor(int number) {
    this.number = number;
  }

  final int number() {
    return number;
  }

  /** Gives back what was taken for one transfer; of what is kept for many, nothing. */
  @Override
  public void close() {}

  /** Whether it was {@link #bounded} for one transfer. */
  boolean isBounded() {
    return false;
  }

  /** One that closes its number; so does this call, whatever keeps it from making one. */
  static Descriptor closing(Linux linux, int number) {
    Descriptor made = null;
    try {
      made = new Closing(linux, number);
      return made;
    } finally {
      if (made == null) {
        linux.close(number);
      }
    }
  }

  /**
   * The same one of a socket, with a bound on calls that would block, which is taken off before it
   * is closed.
   *
   * @param key of which socket, and for which calls
   * @throws NoDescriptorException if it cannot be set; this one is closed then, as it is whatever
   *     else is thrown
   */
  final Descriptor bounded(SocketTimeouts.Key key, Linux linux) throws NoDescriptorException {
    SocketTimeout timeout = null;
    Descriptor made = null;
    try {
      timeout = linux.timeouts().set(key, number, linux);
      made = new Bounded(this, timeout);
      return made;
    } finally {
      if (made == null) {
        closeWith(timeout);
      }
    }
  }

  private void closeWith(@Nullable SocketTimeout timeout) {
    try {
      if (timeout != null) {
        timeout.close();
      }
    } finally {
      close();
    }
  }

  private static final class Closing extends Descriptor {

    private final Linux linux;

    Closing(Linux linux, int number) {
      super(number);
      this.linux = linux;
    }

    @Override
    public void close() {
      linux.close(number());
    }
  }

  private static final class Bounded extends Descriptor {

    private final Descriptor unbounded;
    private final SocketTimeout timeout;

    Bounded(Descriptor unbounded, SocketTimeout timeout) {
      super(unbounded.number());
      this.unbounded = unbounded;
      this.timeout = timeout;
    }

    @Override
    boolean isBounded() {
      return true;
    }

    @Override
    public void close() {
      unbounded.closeWith(timeout);
    }
  }
}
