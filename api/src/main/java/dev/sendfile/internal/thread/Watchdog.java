package dev.sendfile.internal.thread;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Looks at transfers that may be blocked in a call which only closing one of their ends can end.
 * One daemon thread for all of them; it starts with the first and ends a quarter of a second after
 * the last.
 *
 * <p>It only looks and decides. What may block or throw, which is all that is somebody else's, is
 * called by the {@link Closers}; and whatever is thrown nevertheless, an error too, it goes on.
 */
public final class Watchdog {

  /** How often each transfer is looked at: often enough to keep the promise of 200 ms. */
  static final long INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** Rounds without work after which the thread ends. */
  private static final int IDLE_ROUNDS = 5;

  /** Something that wants to be looked at. */
  public interface Watched {
    /**
     * Looks, and decides what is to be done. Called on the watchdog's thread: it must not block,
     * and calls nothing that is not the JDK's or ours.
     *
     * @param now {@link System#nanoTime()}
     */
    void look(long now);
  }

  /** Something of which only somebody else's code can tell how it is. */
  public interface Asked {
    /** Asks. Called on a thread that may get stuck in it; not again before it has answered. */
    void ask();
  }

  private final ProcessClock clock = new ProcessClock();
  private final Closers closers = new Closers();
  private final Inquiry inquiry = new Inquiry();
  private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
  private final ReentrantLock lock = new ReentrantLock();
  private final ThreadFactory threads;
  private volatile @Nullable Thread thread;

  /** For an engine. */
  public Watchdog() {
    this(Watchdog::daemon);
  }

  /**
   * Gets its thread elsewhere.
   *
   * @param threads makes the thread that looks; it is not started
   */
  public Watchdog(ThreadFactory threads) {
    this.threads = threads;
  }

  private static Thread daemon(Runnable work) {
    Thread made = new Thread(null, work, "sendfile-watchdog", 0, false);
    made.setDaemon(true);
    made.setContextClassLoader(null); // it must not keep an application's loader alive
    return made;
  }

  /**
   * Returns the clock of timeouts, which runs while something is watched.
   *
   * @return the clock
   */
  public ProcessClock clock() {
    return clock;
  }

  /**
   * Returns those who close ends.
   *
   * @return the closers
   */
  public Closers closers() {
    return closers;
  }

  /**
   * Returns how many threads are stuck in somebody else's code.
   *
   * @return the number of calls that have not returned for a second
   */
  public int hung() {
    return closers.hung() + inquiry.hung();
  }

  /**
   * Starts to look at something.
   *
   * @param it what to look at
   * @throws IOException if no thread can be started: nobody looks, and the next one tries again
   */
  public void watch(Watched it) throws IOException {
    watched.add(it);
    Thread looking = thread;
    if (looking == null || !looking.isAlive()) {
      try {
        start();
      } catch (OutOfMemoryError e) { // that is how the JDK says that there are too many threads
        watched.remove(it);
        throw new IOException("no thread can be started for that: " + e.getMessage(), e);
      }
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

  /**
   * Lets something be asked now and then, as long as anything is watched.
   *
   * @param it what to ask
   * @throws IOException if there is no thread for that, since too many do not answer: it is not
   *     asked
   */
  public void inquire(Asked it) throws IOException {
    inquiry.add(it);
  }

  /**
   * Stops asking. A question under way may still go on.
   *
   * @param it what was asked
   */
  public void inquireNoMore(Asked it) {
    inquiry.remove(it);
  }

  private void start() {
    lock.lock();
    try {
      Thread before = thread;
      if (before == null || !before.isAlive()) {
        Thread started = threads.newThread(this::run);
        started.start();
        thread = started;
      }
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    int idle = 0;
    boolean goesOn = true;
    while (goesOn) {
      try {
        LockSupport.parkNanos(this, INTERVAL_NANOS);
        idle = watched.isEmpty() ? idle + 1 : 0;
        look(System.nanoTime());
        goesOn = !(idle >= IDLE_ROUNDS && mayEnd());
      } catch (Throwable e) { // out of memory, as a rule, which may be over a moment later
        idle = 0;
      }
    }
  }

  private void look(long now) {
    clock.tick(now);
    for (Watched it : watched) {
      look(it, now);
    }
    inquiry.look(now);
  }

  /** Goes on whatever is thrown: this one is looked at again, and so are all others. */
  private static void look(Watched it, long now) {
    try {
      it.look(now);
    } catch (Throwable e) {
      return; // nobody can be told here: a logger is somebody else's code too
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
