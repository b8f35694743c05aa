package dev.sendfile.internal.framework;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The transfers under way in a framework, which end when the library goes away. Safe for use by
 * many threads.
 */
public final class Underway {

  /** How long a step may take to end by itself before an end is closed for it. */
  private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** How long to wait for those whose end was closed: a second. */
  private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** A transfer. */
  public interface Stoppable {
    /**
     * Tells whether a step may be blocked.
     *
     * @return {@code true} if so
     */
    boolean mayBlock();

    /** Closes the end that a step may be blocked on, if it is one that can be closed. */
    void unblock();
  }

  private enum State {
    RUNNING,
    UNBLOCKED
  }

  private final Map<Stoppable, State> transfers = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition fewer = lock.newCondition();
  private volatile boolean closing;

  /** For a registry. */
  Underway() {}

  /**
   * A transfer begins.
   *
   * @param transfer the transfer
   */
  public void begun(Stoppable transfer) {
    transfers.put(transfer, State.RUNNING);
  }

  /**
   * A transfer has ended. From then on no end of it is closed.
   *
   * @param transfer the transfer; one that is not under way does no harm
   * @return whether none was closed before
   */
  public boolean over(Stoppable transfer) {
    boolean untouched = transfers.remove(transfer) != State.UNBLOCKED;
    if (closing) {
      lock.lock();
      try {
        fewer.signalAll();
      } finally {
        lock.unlock();
      }
    }
    return untouched;
  }

  /**
   * Tells whether all transfers are to end.
   *
   * @return {@code true} from {@link #close} to {@link #open}
   */
  public boolean isClosing() {
    return closing;
  }

  void open() {
    closing = false;
  }

  /** Lets all transfers end at their next step, and those that are blocked at once. */
  void close() {
    closing = true;
    lock.lock();
    try {
      await(GRACE_NANOS);
      for (Stoppable it : List.copyOf(transfers.keySet())) {
        if (it.mayBlock() && transfers.replace(it, State.RUNNING, State.UNBLOCKED)) {
          it.unblock();
        }
      }
      if (!await(PATIENCE_NANOS)) {
        System.getLogger("dev.sendfile")
            .log(Level.WARNING, "transfers are blocked on streams that only their owners can end");
      }
    } finally {
      lock.unlock();
    }
  }

  /** Waits until none is left that may be blocked: others end when their event loop goes on. */
  private boolean await(long nanos) {
    long left = nanos;
    while (left > 0 && transfers.keySet().stream().anyMatch(Stoppable::mayBlock)) {
      try {
        left = fewer.awaitNanos(left);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        left = 0;
      }
    }
    return left > 0;
  }
}
