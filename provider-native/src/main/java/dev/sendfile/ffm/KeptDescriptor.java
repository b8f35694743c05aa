package dev.sendfile.ffm;

import dev.sendfile.spi.End;
import org.jspecify.annotations.Nullable;

/** A descriptor that is kept with a prepared end, for all its transfers, or why there is none. */
final class KeptDescriptor implements AutoCloseable {

  /** Makes a descriptor. */
  @FunctionalInterface
  interface Opening {
    int open() throws NoDescriptorException;
  }

  private final Linux linux;
  private final End end;
  private final @Nullable Descriptor lent;
  private final String missing;
  private final @Nullable SocketTimeout timeout;

  private KeptDescriptor(
      Linux linux,
      End end,
      @Nullable Descriptor lent,
      String missing,
      @Nullable SocketTimeout timeout) {
    this.linux = linux;
    this.end = end;
    this.lent = lent;
    this.missing = missing;
    this.timeout = timeout;
  }

  static KeptDescriptor ofFile(Linux linux, End file, Opening opening) {
    try {
      return new KeptDescriptor(linux, file, new Descriptor(opening.open()), "", null);
    } catch (NoDescriptorException e) {
      return missing(linux, file, e);
    }
  }

  /** With a bound for calls that would block: set once, as it costs as much as a small send. */
  static KeptDescriptor ofSocket(Linux linux, End socket, Opening opening) {
    try {
      int number = opening.open();
      return new KeptDescriptor(linux, socket, new Descriptor(number), "", bounded(linux, number));
    } catch (NoDescriptorException e) {
      return missing(linux, socket, e);
    }
  }

  private static SocketTimeout bounded(Linux linux, int number) throws NoDescriptorException {
    try {
      return SocketTimeout.set(linux, number, Linux.Direction.SEND);
    } catch (NoDescriptorException e) {
      linux.close(number);
      throw e;
    }
  }

  private static KeptDescriptor missing(Linux linux, End end, NoDescriptorException why) {
    return new KeptDescriptor(linux, end, null, String.valueOf(why.getMessage()), null);
  }

  /**
   * How a transfer sees it, which does not close it.
   *
   * @throws NoDescriptorException if there is none, for the reason that the first transfer met
   */
  Descriptor lent() throws NoDescriptorException {
    if (lent == null) {
      throw new NoDescriptorException(missing);
    }
    return lent;
  }

  /**
   * Of a socket that is closed already this is the last descriptor: nobody wants to wait here for
   * the connection to end. One that is open keeps all its options.
   */
  @Override
  public void close() {
    if (lent == null) {
      return;
    }
    if (timeout != null) {
      timeout.close();
    }
    if (timeout != null && !end.isOpen()) {
      linux.dontLinger(lent.number());
    }
    linux.close(lent.number());
  }
}
