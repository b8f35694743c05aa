package dev.sendfile.internal.end;

import dev.sendfile.internal.thread.Watchdog;
import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Keep;
import java.io.IOException;
import java.nio.channels.SocketChannel;

/** A prepared socket with what is kept of it, shared by the transfers that began with it. */
final class SocketState extends SocketTarget {

  private final PreparedSocket owner;
  private final EndKind kind;
  private final Kept kept = new Kept(false);

  SocketState(PreparedSocket owner, SocketChannel channel, EndKind kind) {
    super(channel);
    this.owner = owner;
    this.kind = kind;
  }

  /** The same socket, with nothing kept yet. */
  SocketState renewed() {
    return new SocketState(owner, channel, kind);
  }

  /** Whether something is kept of a class loader, or may be by a transfer under way. */
  boolean mayHold(ClassLoader loader) {
    return kept.mayHold(loader);
  }

  boolean retain() {
    return kept.retain();
  }

  @Override
  public void release() {
    kept.release();
  }

  @Override
  public void claim(Object transfer) throws IOException {
    owner.claim(transfer);
  }

  @Override
  public void unclaim(Object transfer) {
    owner.unclaim(transfer);
  }

  @Override
  public void watchBy(Watchdog watchdog) {
    if (kept.holds()) {
      owner.watchBy(watchdog);
    }
  }

  @Override
  public EndKind kind() {
    return kind;
  }

  @Override
  public Keep keep() {
    return kept;
  }
}
