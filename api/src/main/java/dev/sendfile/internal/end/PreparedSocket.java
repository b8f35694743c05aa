package dev.sendfile.internal.end;

import dev.sendfile.internal.thread.Closers;
import dev.sendfile.internal.thread.Watchdog;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** A socket that many transfers write to, one after the other. */
public final class PreparedSocket implements Watchdog.Watched {

  private final SocketChannel channel;

  /** Held while the state is changed. */
  private final ReentrantLock changing = new ReentrantLock();

  private volatile SocketState state;
  private volatile boolean closed;

  /** The transfer that writes, if one does. */
  private final AtomicReference<@Nullable Object> writer = new AtomicReference<>();

  /** Of the watchdog's thread. */
  private boolean forgetting;

  /** Who looks whether the channel was closed, once there is something to let go of then. */
  private volatile @Nullable Watchdog watchdog;

  /**
   * Prepares a socket.
   *
   * @param channel the socket, connected
   * @throws IllegalArgumentException if it is not of the JDK's own class
   */
  public PreparedSocket(SocketChannel channel) {
    if (!Trust.of(channel)) {
      throw new IllegalArgumentException(
          channel.getClass().getName()
              + " is not a socket of the JDK's own, so nothing can be kept with it; pass the channel"
              + " itself as the target");
    }
    this.channel = channel;
    this.state = new SocketState(this, channel, Sockets.kindOf(channel));
  }

  /** Returns the target as it is now, for one transfer. */
  EngineTarget acquire() {
    SocketState now;
    do {
      if (closed) {
        return SocketTarget.of(channel); // with which nothing is kept
      }
      now = state;
    } while (!now.retain());
    return now;
  }

  /** Bytes of two transfers would mix, and neither could tell how many of them are its own. */
  void claim(Object transfer) throws IOException {
    if (!writer.compareAndSet(null, transfer)) {
      throw new UnusableEndException(
          "another transfer writes to this prepared target; begin this one once that has ended",
          null);
    }
  }

  void unclaim(Object transfer) {
    writer.compareAndSet(transfer, null);
  }

  /**
   * Forgets what a strategy keeps with this socket, or may keep in a transfer under way. It is
   * closed when the last transfer that uses it has ended.
   *
   * @param loader the class loader of the strategy
   */
  public void letGo(ClassLoader loader) {
    changing.lock();
    try {
      SocketState before = state;
      if (!closed && before.mayHold(loader)) {
        state = before.renewed();
        before.release();
      }
    } finally {
      changing.unlock();
    }
  }

  /** No channel tells when it is closed: it has to be looked at. */
  void watchBy(Watchdog one) {
    if (watchdog == null) {
      watchdog = one;
      try {
        one.watch(this);
      } catch (IOException e) {
        forget(); // nobody would see that the channel is closed
      }
    }
  }

  @Override
  public void look(long now) {
    Watchdog mine = watchdog;
    if (mine != null && closed) {
      mine.unwatch(this);
    } else if (mine != null && !forgetting && !channel.isOpen()) {
      mine.closers().run(Closers.Whose.STRATEGY, new Forgetting());
      forgetting = true;
    }
  }

  /** What strategies keep is theirs to close, which may take a while. */
  private final class Forgetting implements Closers.Call {
    @Override
    public void run() {
      forget();
    }

    @Override
    public String describe() {
      return "closing what strategies keep with a socket that was closed";
    }
  }

  /** Closes what strategies have kept; the socket stays open. Any number of times. */
  public void forget() {
    changing.lock();
    try {
      if (!closed) {
        closed = true;
        state.release();
      }
    } finally {
      changing.unlock();
    }
  }
}
