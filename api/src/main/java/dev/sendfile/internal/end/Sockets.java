package dev.sendfile.internal.end;

import dev.sendfile.spi.EndKind;
import java.io.IOException;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SocketChannel;

/** What kind of socket a channel is, and whether it can be used. */
final class Sockets {

  private Sockets() {}

  static EndKind kindOf(Channel channel) {
    if (channel instanceof SocketChannel socket) {
      return isUnix(socket) ? EndKind.UNIX : EndKind.TCP;
    }
    if (channel instanceof Pipe.SinkChannel || channel instanceof Pipe.SourceChannel) {
      return EndKind.PIPE;
    }
    return channel instanceof FileChannel file ? kindOf(file) : EndKind.CHANNEL;
  }

  /** A pipe, a FIFO or a terminal can be behind a file channel too; only a file has a position. */
  static EndKind kindOf(FileChannel file) {
    try {
      file.position();
      return EndKind.FILE;
    } catch (ClosedChannelException e) {
      return EndKind.FILE; // whoever uses it finds out
    } catch (IOException e) {
      return EndKind.PIPE;
    }
  }

  private static boolean isUnix(SocketChannel socket) {
    try {
      return socket.getLocalAddress() instanceof UnixDomainSocketAddress;
    } catch (IOException e) {
      return false; // closed: whoever uses it finds out
    }
  }

  static void checkConnected(Channel channel, String which) throws IOException {
    if (channel instanceof DatagramChannel) {
      throw new UnusableEndException(
          "the " + which + " is a datagram channel, which carries no stream of bytes", null);
    }
    if (channel instanceof SocketChannel socket && !socket.isConnected()) {
      throw new UnusableEndException(
          "the " + which + " socket is not connected; finish connect() first", null);
    }
  }

  static void checkConnected(Socket socket, String which) throws IOException {
    if (socket.isClosed()) {
      throw new ClosedChannelException();
    }
    if (!socket.isConnected()) {
      throw new UnusableEndException(
          "the " + which + " socket is not connected; connect() it first", null);
    }
  }
}
