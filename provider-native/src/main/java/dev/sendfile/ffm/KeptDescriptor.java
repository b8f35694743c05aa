package dev.sendfile.ffm;

import dev.sendfile.spi.End;
import org.jspecify.annotations.Nullable;

/** A descriptor that is kept with a prepared end, for all its transfers. */
final class KeptDescriptor implements AutoCloseable {

  private final Linux linux;
  private final End end;
  private final Descriptor lent;
  private final @Nullable SocketTimeout timeout;

  private KeptDescriptor(Linux linux, End end, int number, @Nullable SocketTimeout timeout) {
    this.linux = linux;
    this.end = end;
    this.lent = new Descriptor(number);
    this.timeout = timeout;
  }

  static KeptDescriptor ofFile(Linux linux, End file, int number) {
    return new KeptDescriptor(linux, file, number, null);
  }

  /** With a bound for calls that would block: set once, as it costs as much as a small send. */
  static KeptDescriptor ofSocket(Linux linux, End socket, int number) throws NoDescriptorException {
    SocketTimeout timeout = null;
    try {
      timeout = SocketTimeout.set(linux, number, Linux.Direction.SEND);
    } finally {
      if (timeout == null) {
        linux.close(number);
      }
    }
    return new KeptDescriptor(linux, socket, number, timeout);
  }

  /** How a transfer sees it, which does not close it. */
  Descriptor lent() {
    return lent;
  }

  /**
   * Of a socket that is closed already this is the last descriptor: nobody wants to wait here for
   * the connection to end. One that is open keeps all its options.
   */
  @Override
  public void close() {
    if (timeout != null) {
      timeout.close();
    }
    if (timeout != null && !end.isOpen()) {
      linux.dontLinger(lent.number());
    }
    linux.close(lent.number());
  }
}
