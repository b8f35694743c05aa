package dev.sendfile.ffm;

import org.jspecify.annotations.Nullable;

/** A descriptor that is kept with a prepared end, for all its transfers. */
final class KeptDescriptor implements AutoCloseable {

  private final Linux linux;
  private final Descriptor lent;
  private final @Nullable SocketTimeout timeout;

  private KeptDescriptor(Linux linux, int number, @Nullable SocketTimeout timeout) {
    this.linux = linux;
    this.lent = new Descriptor(number);
    this.timeout = timeout;
  }

  static KeptDescriptor ofFile(Linux linux, int number) {
    return new KeptDescriptor(linux, number, null);
  }

  /** With a bound for calls that would block: set once, as it costs as much as a small send. */
  static KeptDescriptor ofSocket(Linux linux, int number) {
    return new KeptDescriptor(
        linux, number, new SocketTimeout(linux, number, Linux.Direction.SEND));
  }

  /** How a transfer sees it, which does not close it. */
  Descriptor lent() {
    return lent;
  }

  /** If this is the last one of a connection, nobody wants to wait for its end here. */
  @Override
  public void close() {
    if (timeout != null) {
      timeout.close();
      linux.dontLinger(lent.number());
    }
    linux.close(lent.number());
  }
}
