package dev.sendfile;

import dev.sendfile.internal.end.EngineEnd;
import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Waits until an end is ready: by a selector of its own where the channel is selectable,
 * non-blocking and the JDK's own, else by a pause that grows from 1 to 50 ms. Every wait is short
 * enough for the caller to see that an end was closed by another thread, which wakes no selector.
 */
final class Waits implements AutoCloseable {

  private static final long SLICE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long SHORTEST_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
  private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Thread thread = Thread.currentThread();
  private volatile @Nullable Selector selector;
  private long pause = SHORTEST_NANOS;

  /** Bytes have moved: the next pause is short again. */
  void progressed() {
    pause = SHORTEST_NANOS;
  }

  /**
   * Waits for an end, for a tenth of a second at most.
   *
   * @param end what to wait for
   * @param operation {@link SelectionKey#OP_READ} or {@link SelectionKey#OP_WRITE}
   * @param atMost nanoseconds
   * @return {@code true} if a selector saw it ready
   */
  boolean await(EngineEnd end, int operation, long atMost) throws IOException {
    SelectableChannel channel = end.foreign() ? null : end.selectable();
    if (channel == null || channel.isBlocking()) { // a stranger's: no selector of the JDK takes it
      backOff(atMost);
      return false;
    }
    try {
      return select(channel, operation, Math.min(atMost, SLICE_NANOS));
    } catch (ClosedChannelException
        | ClosedSelectorException
        | CancelledKeyException
        | IllegalBlockingModeException e) {
      backOff(atMost); // closed or switched by another thread: the next step finds out which
      return false;
    }
  }

  private boolean select(SelectableChannel channel, int operation, long nanos) throws IOException {
    Selector own = selector;
    if (own == null) {
      own = open(channel);
    }
    if (own == null) {
      backOff(nanos);
      return false;
    }
    SelectionKey key = channel.keyFor(own);
    if (key == null) {
      key = channel.register(own, operation);
    } else {
      key.interestOps(operation);
    }
    boolean ready = own.select(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos))) > 0;
    own.selectedKeys().clear();
    key.interestOps(0); // the next wait may be for the other end
    return ready;
  }

  /** A selector takes descriptors: where there are none left, a pause does as well. */
  private @Nullable Selector open(SelectableChannel channel) {
    try {
      Selector opened = channel.provider().openSelector();
      selector = opened;
      return opened;
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * Sleeps for a while that grows from call to call, until {@link #progressed}.
   *
   * @param atMost nanoseconds
   */
  void backOff(long atMost) {
    sleep(Math.min(pause, atMost));
    pause = Math.min(LONGEST_NANOS, pause * 2);
  }

  /**
   * Sleeps, but for 50 ms at most, and not through an interrupt or a {@link #wake}: a pause may
   * last an hour, and the library may be stopped meanwhile.
   *
   * @param nanos how long at most
   */
  void sleep(long nanos) {
    LockSupport.parkNanos(this, Math.min(nanos, LONGEST_NANOS));
  }

  /** Ends a wait under way. From any thread. */
  void wake() {
    Selector own = selector;
    if (own != null) {
      own.wakeup();
    }
    LockSupport.unpark(thread);
  }

  /** Closes the selector, which takes the channel's registration with it. */
  @Override
  public void close() throws IOException {
    Selector own = selector;
    if (own != null) {
      own.close();
    }
  }
}
