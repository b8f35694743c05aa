package dev.sendfile.ffm;

import dev.sendfile.spi.End;
import org.jspecify.annotations.Nullable;

/** A descriptor that is kept with a prepared end, for all its transfers, or why there is none. */
final class KeptDescriptor implements AutoCloseable {

  /** Makes a descriptor. */
  @FunctionalInterface
  interface Opening {
    Descriptor open() throws NoDescriptorException;
  }

  private final Linux linux;
  private final End end;
  private final @Nullable Descriptor mine;
  private final @Nullable Descriptor lent;
  private final String missing;

  private KeptDescriptor(Linux linux, End end, @Nullable Descriptor mine, String missing) {
    this.linux = linux;
    this.end = end;
    this.mine = mine;
    this.lent = mine == null ? null : new Descriptor(mine.number());
    this.missing = missing;
  }

  static KeptDescriptor ofFile(Linux linux, End file, Opening opening) {
    try {
      return of(linux, file, opening.open());
    } catch (NoDescriptorException e) {
      return missing(linux, file, e);
    }
  }

  /** With a bound for calls that would block: set once, as it costs as much as a small send. */
  static KeptDescriptor ofSocket(Linux linux, End socket, Opening opening) {
    try {
      SocketTimeouts.Key key = SocketTimeouts.Key.of(socket, Linux.Direction.SEND);
      return of(linux, socket, opening.open().bounded(key, linux));
    } catch (NoDescriptorException e) {
      return missing(linux, socket, e);
    }
  }

  private static KeptDescriptor of(Linux linux, End end, Descriptor mine) {
    KeptDescriptor kept = null;
    try {
      kept = new KeptDescriptor(linux, end, mine, "");
      return kept;
    } finally {
      if (kept == null) {
        mine.close();
      }
    }
  }

  private static KeptDescriptor missing(Linux linux, End end, NoDescriptorException why) {
    return new KeptDescriptor(linux, end, null, String.valueOf(why.getMessage()));
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
    if (mine == null) {
      return;
    }
    try {
      if (mine.isBounded() && !end.isOpen()) {
        linux.dontLinger(mine.number());
      }
    } finally {
      mine.close();
    }
  }
}
