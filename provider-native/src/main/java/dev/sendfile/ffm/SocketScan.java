package dev.sendfile.ffm;

import dev.sendfile.ffm.Linux.Side;
import dev.sendfile.spi.End;
import java.io.IOException;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/**
 * Finds the descriptor of a TCP connection by its two addresses, which no other one of a network
 * has. What was found is duplicated, and only then believed: the number may have changed hands.
 */
final class SocketScan {

  /** The two ends of a connection. */
  private record Connection(IpAddress local, IpAddress peer) {

    boolean isBehind(int number, Linux linux) {
      return local.equals(linux.address(number, Side.LOCAL))
          && peer.equals(linux.address(number, Side.PEER));
    }
  }

  private SocketScan() {}

  /** Finds that of a socket, with or without a channel. */
  static int find(End end, Linux linux) throws NoDescriptorException {
    Connection connection = connection(end);
    for (int number : Proc.numbers()) {
      if (connection.isBehind(number, linux)) {
        int mine = linux.duplicate(number);
        if (mine >= 0 && isOf(mine, connection, end, linux)) {
          return mine;
        }
      }
    }
    throw new NoDescriptorException("no descriptor of the connection is to be found");
  }

  /** Whether a descriptor is that of the connection, and the end open; it is closed if not. */
  private static boolean isOf(int mine, Connection connection, End end, Linux linux) {
    boolean same = false;
    try {
      same = connection.isBehind(mine, linux) && end.isOpen();
      return same;
    } finally {
      if (!same) {
        linux.close(mine);
      }
    }
  }

  private static Connection connection(End end) throws NoDescriptorException {
    IpAddress local = null;
    IpAddress peer = null;
    try {
      SocketChannel channel = end.as(SocketChannel.class);
      Socket socket = end.as(Socket.class);
      if (channel != null) {
        local = IpAddress.of(channel.getLocalAddress());
        peer = IpAddress.of(channel.getRemoteAddress());
      } else if (socket != null) {
        local = IpAddress.of(socket.getLocalSocketAddress());
        peer = IpAddress.of(socket.getRemoteSocketAddress());
      }
    } catch (IOException e) {
      throw new NoDescriptorException("it was closed meanwhile");
    }
    return new Connection(known(local), known(peer));
  }

  private static IpAddress known(@Nullable IpAddress address) throws NoDescriptorException {
    if (address == null) {
      throw new NoDescriptorException("the connection has no address");
    }
    return address;
  }
}
