package dev.sendfile.internal.thread;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * Threads for calls that may never return. Each call has one to itself at once, so that one that
 * hangs costs nobody else anything. Once a great many hang, whoever {@linkplain #requireRoom asks
 * ahead} is refused; a call itself never is, since something waits for it that nothing else ends.
 * The threads are daemons, are used again, and end when they have nothing to do.
 */
final class Lane {

  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** From when on a call is said to hang. */
  private static final long HANGS_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final int MOST_NAMED = 5;

  private final String name;
  private final int mostHung;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();

  /** Each for a thread that is idle, and only about to wake up. */
  private final Queue<Closers.Call> handedOver = new ArrayDeque<>();

  private final Set<Worker> workers = new HashSet<>();
  private int idle;

  /**
   * Makes a lane without threads.
   *
   * @param name the name of its threads
   * @param mostHung with how many that hang there is room for others
   */
  Lane(String name, int mostHung) {
    this.name = name;
    this.mostHung = mostHung;
  }

  /**
   * Lets a thread do something, at once. Waits for nothing.
   *
   * @throws OutOfMemoryError if no thread is free, and none can be started: it is not done
   */
  void run(Closers.Call job) {
    lock.lock();
    try {
      if (idle > handedOver.size()) {
        handedOver.add(job);
        work.signal();
      } else {
        start(job);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Requires that not too many calls hang, for who may need another one later on.
   *
   * @throws IOException if too many do; it tells how many, and which
   */
  void requireRoom() throws IOException {
    lock.lock();
    try {
      if (workers.size() >= mostHung && hanging(System.nanoTime()) >= mostHung) {
        throw new IOException("there is no thread for that, since too many are stuck: " + hung());
      }
    } finally {
      lock.unlock();
    }
  }

  /** With the lock held. */
  private int hanging(long now) {
    return (int) workers.stream().filter(it -> it.hangs(now)).count();
  }

  private void start(Closers.Call first) {
    Worker worker = new Worker(first);
    Thread thread = new Thread(null, worker, name, 0, false);
    thread.setDaemon(true);
    thread.setContextClassLoader(null); // it must not keep an application's loader alive
    workers.add(worker);
    boolean started = false;
    try {
      thread.start();
      started = true;
    } finally {
      if (!started) {
        workers.remove(worker);
      }
    }
  }

  /** The calls that hang, for a message: how many, and some of them. With the lock held. */
  private String hung() {
    long now = System.nanoTime();
    return String.format(Locale.ROOT, "%,d", hanging(now))
        + workers.stream()
            .filter(it -> it.hangs(now))
            .limit(MOST_NAMED)
            .map(it -> it.job.describe())
            .collect(Collectors.joining(", ", ", for example ", ""));
  }

  /** How many calls hang. */
  int countHung() {
    lock.lock();
    try {
      return hanging(System.nanoTime());
    } finally {
      lock.unlock();
    }
  }

  private final class Worker implements Runnable {

    private Closers.Call job;
    private boolean busy = true;
    private long since = System.nanoTime();

    Worker(Closers.Call first) {
      job = first;
    }

    /** With the lock held. */
    boolean hangs(long now) {
      return busy && now - since > HANGS_NANOS;
    }

    @Override
    public void run() {
      boolean more = true;
      while (more) {
        try {
          job.run();
        } catch (Throwable e) { // of somebody else's: it must not take the thread with it
          report(e);
        }
        more = next();
      }
    }

    private void report(Throwable thrown) {
      try {
        System.getLogger("dev.sendfile")
            .log(Level.WARNING, job.describe() + " failed on " + name, thrown);
      } catch (Throwable e) {
        return; // a logger is somebody else's too
      }
    }

    /** Takes the next call; {@code false} if there has been none for a while: the thread ends. */
    private boolean next() {
      lock.lock();
      try {
        busy = false;
        long left = IDLE_NANOS;
        idle++;
        while (handedOver.isEmpty() && left > 0) {
          try {
            left = work.awaitNanos(left);
          } catch (InterruptedException e) {
            left = IDLE_NANOS; // a call has left its mark on the thread
          }
        }
        idle--;
        Closers.Call taken = handedOver.poll();
        if (taken == null) {
          workers.remove(this);
          return false;
        }
        job = taken;
        busy = true;
        since = System.nanoTime();
        return true;
      } finally {
        lock.unlock();
      }
    }
  }
}
