package dev.sendfile.internal.end;

import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Keep;
import java.nio.channels.SocketChannel;

/** A socket that many transfers write to, one after the other. */
public final class PreparedSocket extends SocketTarget {

  private final EndKind kind;
  private final Kept kept = new Kept(false);

  /**
   * Prepares a socket.
   *
   * @param channel the socket, connected
   * @throws IllegalArgumentException if it is not of the JDK's own class
   */
  public PreparedSocket(SocketChannel channel) {
    super(channel);
    if (!Sockets.isOfJdk(channel)) {
      throw new IllegalArgumentException(
          channel.getClass().getName()
              + " is not a socket of the JDK's own, so nothing can be kept with it; pass the channel"
              + " itself as the target");
    }
    this.kind = Sockets.kindOf(channel);
  }

  @Override
  public EndKind kind() {
    return kind;
  }

  @Override
  public Keep keep() {
    return kept;
  }

  /** Closes what strategies have kept; the socket stays open. Any number of times. */
  public void forget() {
    kept.close();
  }
}
