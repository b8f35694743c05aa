package dev.sendfile.ffm;

import dev.sendfile.spi.End;
import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Offer;
import java.net.Socket;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.util.Objects;

/** What there is behind an end. */
final class Ends {

  /** What a strategy answers that finds a {@linkplain #isFifo FIFO}. */
  static final Offer NO_FIFO =
      Offer.declined(
          "nothing tells when the pipe, terminal or device behind a file channel is ready; plain"
              + " reads and writes wait for it");

  private Ends() {}

  /** Something without positions behind a file channel, which no selector watches. */
  static boolean isFifo(End end) {
    return end.as(FileChannel.class) != null && isPipe(end);
  }

  static boolean isSocket(End end) {
    return end.as(SocketChannel.class) != null || isPlainSocket(end);
  }

  /** What the JDK has of a socket: one object for each, whoever passes it. */
  static Object socket(End socket) {
    SocketChannel channel = socket.as(SocketChannel.class);
    return channel == null ? Objects.requireNonNull(socket.as(Socket.class)) : channel;
  }

  /** Asked of sockets last, since one has to ask for its address to tell its kind. */
  static boolean isFile(End end) {
    return end.as(SocketChannel.class) == null && end.kind().equals(EndKind.FILE);
  }

  /** A socket without a channel. */
  static boolean isPlainSocket(End end) {
    return end.as(Socket.class) != null;
  }

  /** A pipe, or something else without positions that is no socket. */
  static boolean isPipe(End end) {
    return end.kind().equals(EndKind.PIPE);
  }

  /** Whether it is a socket whose calls may block. */
  static boolean isBlockingSocket(End end) {
    return end.blocking() && isSocket(end);
  }
}
