package dev.sendfile.internal.end;

import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Keep;
import java.nio.channels.SocketChannel;
import org.jspecify.annotations.Nullable;

/** A socket that many transfers write to, one after the other. */
public final class PreparedSocket extends SocketTarget {

  private final EndKind kind;
  private volatile Kept kept = new Kept(false);

  /** What the transfer under way has: there is one at a time. */
  private @Nullable Kept used;

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
    Kept own = used;
    return own == null ? kept : own;
  }

  @Override
  public void prepare() {
    Kept now = kept;
    used = now.retain() ? now : null;
  }

  @Override
  public void release() {
    Kept own = used;
    used = null;
    if (own != null) {
      own.release();
    }
  }

  /**
   * Forgets what a strategy keeps with this socket. It is closed when the transfer that uses it has
   * ended.
   *
   * @param loader the class loader of the strategy
   */
  public void letGo(ClassLoader loader) {
    Kept before = kept;
    if (before.holds(loader)) {
      kept = new Kept(false);
      before.close();
    }
  }

  /** Closes what strategies have kept; the socket stays open. Any number of times. */
  public void forget() {
    kept.close();
  }
}
