package dev.sendfile.internal.end;

import dev.sendfile.spi.EndKind;
import java.nio.channels.SocketChannel;

/** A Unix domain socket: a class, as a field would make each end of a small send larger. */
final class UnixSocketTarget extends SocketTarget {

  UnixSocketTarget(SocketChannel channel) {
    super(channel);
  }

  @Override
  public EndKind kind() {
    return EndKind.UNIX;
  }
}
