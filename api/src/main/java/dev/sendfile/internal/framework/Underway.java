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
    /** It ends when its thread comes back to it, which may be long after the library did. */
    STOPPED,
    /** An end of it was closed. */
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
   * A transfer has moved all that it should. From then on no end of it is closed.
   *
   * @param transfer the transfer
   * @return whether none was closed before; if one was, the transfer {@link #stops}
   */
  public boolean over(Stoppable transfer) {
    State left = transfers.computeIfPresent(transfer, (it, s) -> s == State.UNBLOCKED ? s : null);
    signal();
    return left == null;
  }

  /**
   * A transfer has ended, in whichever way.
   *
   * @param transfer the transfer; one that is not under way does no harm
   */
  public void ended(Stoppable transfer) {
    transfers.remove(transfer);
    signal();
  }

  private void signal() {
    if (closing) {
      lock.lock();
      try {
        fewer.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /**
   * Tells whether a transfer is to end.
   *
   * @param transfer the transfer
   * @return {@code true} from {@link #close} to {@link #open}; afterwards for those that were under
   *     way then
   */
  public boolean stops(Stoppable transfer) {
    if (closing) {
      return true;
    }
    State state = transfers.get(transfer);
    return state == State.STOPPED || state == State.UNBLOCKED;
  }

  void open() {
    closing = false;
  }

  /** Lets all transfers end at their next step, and those that are blocked at once. */
  void close() {
    closing = true;
    await(GRACE_NANOS);
    for (Stoppable it : List.copyOf(transfers.keySet())) {
      boolean mayBlock = it.mayBlock();
      State stopped = mayBlock ? State.UNBLOCKED : State.STOPPED;
      if (transfers.replace(it, State.RUNNING, stopped) && mayBlock) {
        unblock(it);
      }
    }
    if (!await(PATIENCE_NANOS)) {
      System.getLogger("dev.sendfile")
          .log(Level.WARNING, "transfers are blocked on streams that only their owners can end");
    }
  }

  /** One that cannot be unblocked does not keep the others from it. No lock is held. */
  private static void unblock(Stoppable transfer) {
    try {
      transfer.unblock();
    } catch (RuntimeException | OutOfMemoryError e) { // no thread can be started for it
      System.getLogger("dev.sendfile").log(Level.WARNING, "a transfer cannot be unblocked", e);
    }
  }

  /**
   * Waits until none is left that may be blocked: others end when their event loop goes on.
   *
   * @return whether none is
   */
  private boolean await(long nanos) {
    lock.lock();
    try {
      long left = nanos;
      while (left > 0 && isOneBlocked()) {
        left = fewer.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
    return !isOneBlocked();
  }

  private boolean isOneBlocked() {
    return transfers.keySet().stream().anyMatch(Stoppable::mayBlock);
  }
}
