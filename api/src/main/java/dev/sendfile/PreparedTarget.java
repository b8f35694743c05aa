package dev.sendfile;

import dev.sendfile.internal.end.PreparedSocket;
import dev.sendfile.internal.framework.Holders;
import java.io.Closeable;
import java.nio.channels.SocketChannel;

/**
 * A connected socket that many transfers write to, one after the other: a keep-alive connection. It
 * keeps what each transfer would have to ask for again, and whatever a strategy wants to keep.
 *
 * <p>Not for two transfers at once, whose bytes would mix: one that begins to write before another
 * has ended fails, with no byte sent. It may be opened before that. That is told of transfers to
 * this object alone: make one for each socket. Two of one socket know nothing of each other, nor of
 * a transfer to the channel itself, and whoever writes by both at once mixes the bytes, as with any
 * channel; every transfer still counts its own. Nor is the socket to be closed while a transfer
 * runs: before Java 22, where {@code FileChannel.transferTo} does not hold a socket that it writes
 * to, its next bytes could reach whatever is given its descriptor. {@link Transfer#cancel()} ends a
 * transfer first.
 */
public final class PreparedTarget implements Closeable {

  private final SocketChannel channel;
  private final PreparedSocket socket;

  private PreparedTarget(SocketChannel channel) {
    this.channel = channel;
    this.socket = new PreparedSocket(channel);
    Holders.follow(PreparedSocket.class, socket, PreparedSocket::letGo);
  }

  /**
   * Prepares a socket.
   *
   * @param channel the socket, connected, in either mode; it stays the caller's, who closes it
   *     after this target
   * @return the target
   */
  public static PreparedTarget of(SocketChannel channel) {
    return new PreparedTarget(channel);
  }

  /**
   * Returns the socket.
   *
   * @return the channel that was prepared
   */
  public SocketChannel channel() {
    return channel;
  }

  PreparedSocket socket() {
    return socket;
  }

  /**
   * Gives back what was kept; the socket stays open. Call it when no transfer runs, and before the
   * socket is closed: a strategy may have kept a descriptor, and the peer sees the end of the
   * connection only when that is closed too. Without this call that is some 50 milliseconds later.
   */
  @Override
  public void close() {
    socket.forget();
  }

  @Override
  public String toString() {
    return "PreparedTarget[" + channel + "]";
  }
}
