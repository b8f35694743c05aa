package dev.sendfile.internal.end;

import dev.sendfile.spi.EndKind;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.channels.SocketChannel;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLSocket;

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
    } catch (IOException e) {
      return file.isOpen() ? EndKind.PIPE : EndKind.FILE; // closed: whoever uses it finds out
    }
  }

  /**
   * Closes a channel to end a call that is blocked on it. A socket that is told to linger would
   * hold up whoever closes it.
   */
  static void close(Channel channel) throws IOException {
    if (channel instanceof SocketChannel socket && Trust.of(socket)) {
      try {
        if (socket.getOption(StandardSocketOptions.SO_LINGER) > 0) {
          socket.setOption(StandardSocketOptions.SO_LINGER, -1);
        }
      } catch (IOException | UnsupportedOperationException e) {
        // closed by now, or a Unix socket, which never lingers
      }
    }
    channel.close();
  }

  /**
   * Closes a socket to end a call that is blocked on it. One of a class that is not the JDK's plain
   * one may wait for the very writer that it shall end, as a TLS socket does for ever to say
   * goodbye: told not to linger, it resets the connection instead.
   */
  static void close(Socket socket) throws IOException {
    try {
      if (!Trust.of(socket) && Trust.channelOf(socket) == null) {
        socket.setSoLinger(true, 0);
      } else if (socket.getSoLinger() > 0) {
        socket.setSoLinger(false, 0);
      }
    } catch (SocketException e) {
      // closed by now
    } catch (RuntimeException e) { // of a class that knows no such thing
      System.getLogger("dev.sendfile").log(Level.DEBUG, socket.getClass() + " must linger", e);
    }
    socket.close();
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
      if (!socket.isOpen()) { // by now
        throw new ClosedChannelException();
      }
      throw new UnusableEndException(
          "the " + which + " socket is not connected; finish connect() first", null);
    }
  }

  /**
   * Names what a socket has thrown when it was asked for a stream. One of a class of which nothing
   * is known may close itself when it fails.
   *
   * @param direction what the stream is for
   * @param shutDown whether the direction is shut down
   * @return what its owner has done, where the JDK's own says so less clearly
   */
  static IOException refusal(
      Socket socket, IOException thrown, String direction, BooleanSupplier shutDown) {
    boolean plain = Trust.of(socket);
    if (plain ? socket.isClosed() : socket instanceof SSLSocket && isBeingClosed(socket)) {
      return new ClosedByOwnerException(thrown);
    }
    return plain && shutDown.getAsBoolean()
        ? new ClosedByOwnerException(thrown, direction + " was shut down by this side")
        : thrown;
  }

  private static boolean isBeingClosed(Socket socket) {
    return new SocketEnd(new ForeignCalls("the socket"), socket).refusesForOwner();
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
