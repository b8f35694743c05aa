package dev.sendfile.internal.thread;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Looks at transfers that may be blocked in a call which only closing one of their ends can end.
 * One daemon thread for all of them; it starts with the first and ends a quarter of a second after
 * the last.
 */
public final class Watchdog {

  /** How often each transfer is looked at: often enough to keep the promise of 200 ms. */
  private static final long INTERVAL_NANOS = 50_000_000L;

  /** Rounds without work after which the thread ends. */
  private static final int IDLE_ROUNDS = 5;

  /** Something that wants to be looked at. */
  public interface Watched {
    /**
     * Looks, and acts if need be. Called on the watchdog's thread; must not block.
     *
     * @param now {@link System#nanoTime()}
     */
    void look(long now);
  }

  private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Thread thread;

  /**
   * Starts to look at something.
   *
   * @param it what to look at
   */
  public void watch(Watched it) {
    watched.add(it);
    if (thread == null) {
      start();
    }
  }

  /**
   * Stops looking. A look under way may still go on.
   *
   * @param it what was looked at
   */
  public void unwatch(Watched it) {
    watched.remove(it);
  }

  private void start() {
    lock.lock();
    try {
      if (thread == null) {
        Thread started = new Thread(null, this::run, "sendfile-watchdog", 0, false);
        started.setDaemon(true);
        started.setContextClassLoader(null); // it must not keep an application's loader alive
        thread = started;
        started.start();
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    int idle = 0;
    while (!(idle >= IDLE_ROUNDS && mayEnd())) {
      LockSupport.parkNanos(this, INTERVAL_NANOS);
      idle = watched.isEmpty() ? idle + 1 : 0;
      long now = System.nanoTime();
      for (Watched it : watched) {
        it.look(now);
      }
    }
  }

  /**
   * Who adds after this check finds no thread and starts one; who added before it is seen by it.
   */
  private boolean mayEnd() {
    lock.lock();
    try {
      thread = null;
      if (watched.isEmpty()) {
        return true;
      }
      thread = Thread.currentThread();
      return false;
    } finally {
      lock.unlock();
    }
  }
}
