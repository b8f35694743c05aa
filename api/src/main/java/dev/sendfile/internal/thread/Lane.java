package dev.sendfile.internal.thread;

import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;

/**
 * A few threads for calls that may never return. Each call has one to itself as long as there are
 * any left; one that hangs gives up its place to another thread, so that it costs nobody else
 * anything. Only once a great many hang, further calls wait in a queue for good. The threads are
 * daemons and end when they have nothing to do.
 */
final class Lane {

  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** From when on a call is said to hang. */
  private static final long HANGS_NANOS = TimeUnit.SECONDS.toNanos(1);

  private static final int MOST_NAMED = 5;

  private final String name;
  private final int most;
  private final int mostHung;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition work = lock.newCondition();
  private final Queue<Closers.Call> waiting = new ArrayDeque<>();
  private final Set<Worker> workers = new HashSet<>();
  private int idle;

  /**
   * Makes a lane without threads.
   *
   * @param name the name of its threads
   * @param most how many there may be that do not hang
   * @param mostHung how many there may be besides, in place of those that do
   */
  Lane(String name, int most, int mostHung) {
    this.name = name;
    this.most = most;
    this.mostHung = mostHung;
  }

  /**
   * Lets a thread do something, soon. Waits for nothing.
   *
   * @return whether there is a thread for it now; else it waits until a call returns, or is found
   *     to hang when this lane is {@linkplain #tend looked after}
   * @throws OutOfMemoryError if there is no thread, and none can be started: it is not done
   */
  boolean run(Closers.Call job) {
    lock.lock();
    try {
      boolean free = idle > waiting.size();
      if (!free && mayStart()) {
        start(job);
        return true;
      }
      waiting.add(job);
      work.signal();
      return free;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Calls that wait get threads in place of those that hang by now. From time to time, as nobody is
   * told when a call begins to hang.
   *
   * @throws OutOfMemoryError if none can be started: the call goes on waiting
   */
  void tend() {
    lock.lock();
    try {
      while (waiting.size() > idle && mayStart()) {
        start(waiting.element());
        waiting.remove();
      }
    } finally {
      lock.unlock();
    }
  }

  /** With the lock held. */
  private boolean mayStart() {
    return workers.size() < most
        || workers.size() < most + Math.min(mostHung, hanging(System.nanoTime()));
  }

  /** With the lock held. */
  private int hanging(long now) {
    return (int) workers.stream().filter(it -> it.hangs(now)).count();
  }

  /** Whether as many calls hang as may, so that others have to wait. */
  boolean isFull() {
    lock.lock();
    try {
      return hanging(System.nanoTime()) >= most + mostHung;
    } finally {
      lock.unlock();
    }
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

  /** The calls that hang, for a message: how many, and some of them. */
  String hung() {
    lock.lock();
    try {
      long now = System.nanoTime();
      return hanging(now)
          + workers.stream()
              .filter(it -> it.hangs(now))
              .limit(MOST_NAMED)
              .map(it -> it.job.describe())
              .collect(Collectors.joining(", ", ", for example ", ""));
    } finally {
      lock.unlock();
    }
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
        while (waiting.isEmpty() && left > 0) {
          idle++;
          try {
            left = work.awaitNanos(left);
          } catch (InterruptedException e) {
            left = IDLE_NANOS; // a call has left its mark on the thread
          } finally {
            idle--;
          }
        }
        Closers.Call taken = waiting.poll();
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
