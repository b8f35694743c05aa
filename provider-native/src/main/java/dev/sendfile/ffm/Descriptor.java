package dev.sendfile.ffm;

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

  /** One that was made for a transfer. */
  static Descriptor closedBy(Linux linux, int number) {
    return new Descriptor(number) {
      @Override
      public void close() {
        linux.close(number);
      }
    };
  }

  /**
   * The same, with a bound on calls that would block, which is taken off before it is closed.
   *
   * @throws NoDescriptorException if it cannot be set; this one is closed then
   */
  final Descriptor bounded(Linux linux, Linux.Direction direction) throws NoDescriptorException {
    SocketTimeout timeout = null;
    try {
      timeout = SocketTimeout.set(linux, number, direction);
    } finally {
      if (timeout == null) {
        close();
      }
    }
    return new Bounded(this, timeout);
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
      timeout.close();
      unbounded.close();
    }
  }
}
