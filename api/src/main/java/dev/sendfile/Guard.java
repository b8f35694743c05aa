package dev.sendfile;

import dev.sendfile.internal.end.EngineEnd;
import dev.sendfile.internal.end.EngineSource;
import dev.sendfile.internal.end.EngineTarget;
import dev.sendfile.internal.thread.Watchdog;
import dev.sendfile.spi.Readiness;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Ends what nothing else would: a call blocked for longer than a timeout, after a cancel, or on a
 * target that was closed without its noticing. Exists only for transfers that can need it. The
 * thread that runs the transfer tells what it does; the watchdog looks.
 */
final class Guard implements Watchdog.Watched {

  /** Why a transfer was asked to stop. */
  enum Stop {
    NO,
    CANCELLED,
    WRITE_TIMEOUT,
    READ_TIMEOUT
  }

  /** How long a cancelled step may take to end by itself before its end is closed. */
  private static final long CANCEL_GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Watchdog watchdog;
  private final EngineSource source;
  private final EngineTarget target;
  private final long writeTimeout;
  private final long readTimeout;

  /** Held while an end is closed, so that none is closed once the transfer has ended. */
  private final ReentrantLock lock = new ReentrantLock();

  private boolean closedAnEnd;
  private volatile Stop stop = Stop.NO;
  private volatile boolean begun;

  /** The number of the step under way; 0 between two steps. */
  private volatile long step;

  private long steps;

  /** The step that the last look has seen. */
  private long stepSeen;

  private volatile boolean over;
  private volatile boolean ignoresTargetClose;
  private volatile boolean mayWaitForSource;

  /** Whether the last look found a step blocked in a read although the target was closed. */
  private boolean readsForNobody;

  private volatile long cancelledAt;
  private volatile long lastProgress = System.nanoTime();

  Guard(Watchdog watchdog, EngineSource source, EngineTarget target, Settings settings) {
    this.watchdog = watchdog;
    this.source = source;
    this.target = target;
    this.writeTimeout = settings.writeTimeout();
    this.readTimeout = settings.readTimeout();
  }

  // ---- told by the thread that runs the transfer

  void begin() {
    begun = true;
    lastProgress = System.nanoTime();
    boolean mayBlock = target.blocking() || source.blocking();
    if (mayBlock && (writeTimeout > 0 || readTimeout > 0 || stop == Stop.CANCELLED)) {
      watchdog.watch(this);
    }
  }

  /**
   * Looks at the target while a step is under way.
   *
   * @param deaf whether the strategy now running does not notice that it is closed
   * @param waitsForSource whether a step may be blocked in a read, which cannot notice it
   */
  void watchTarget(boolean deaf, boolean waitsForSource) {
    ignoresTargetClose = deaf;
    mayWaitForSource = waitsForSource;
    if (deaf || waitsForSource) {
      watchdog.watch(this);
    }
  }

  void enterStep() {
    step = ++steps;
  }

  void leaveStep() {
    step = 0;
  }

  void progressed() {
    if (writeTimeout > 0 || readTimeout > 0) {
      lastProgress = System.nanoTime();
    }
  }

  /**
   * Nanoseconds for which the engine may still wait for an end; notes the timeout when there are
   * none.
   */
  long remaining(Readiness on) {
    long timeout = on == Readiness.TARGET_WRITABLE ? writeTimeout : readTimeout;
    if (timeout == 0) {
      return Long.MAX_VALUE;
    }
    long left = timeout - (System.nanoTime() - lastProgress);
    if (left <= 0) {
      stop = on == Readiness.TARGET_WRITABLE ? Stop.WRITE_TIMEOUT : Stop.READ_TIMEOUT;
    }
    return left;
  }

  Stop stop() {
    return stop;
  }

  /**
   * The transfer has ended: from now on no end is closed.
   *
   * @return whether one was
   */
  boolean end() {
    lock.lock();
    try {
      over = true;
      return closedAnEnd;
    } finally {
      lock.unlock();
      watchdog.unwatch(this);
    }
  }

  // ---- from any thread

  void cancel() {
    cancelledAt = System.nanoTime();
    stop = Stop.CANCELLED;
    if (begun && !over) {
      watchdog.watch(this);
      if (over) {
        watchdog.unwatch(this); // it ended meanwhile
      }
    }
  }

  /**
   * Ends a step that is due to be ended, and that the look before has seen too: one that is seen
   * for the first time may just have begun, and is not blocked.
   */
  @Override
  public void look(long now) {
    lock.lock();
    try {
      long seen = step;
      boolean seenBefore = seen != 0 && seen == stepSeen;
      stepSeen = seen;
      if (seenBefore && !over) {
        endIfDue(now);
      }
    } finally {
      lock.unlock();
    }
  }

  private void endIfDue(long now) {
    if (stop == Stop.CANCELLED) {
      if (now - cancelledAt > CANCEL_GRACE_NANOS) {
        unblock();
      }
    } else if (ignoresTargetClose && !target.isOpen()) {
      close(source);
    } else if (mayWaitForSource && source.reading() && !target.isOpen()) {
      // one that is seen so only once may be about to write, and notice
      if (readsForNobody) {
        close(source);
      }
      readsForNobody = true;
    } else if (source.reading()) {
      if (readTimeout > 0 && now - lastProgress > readTimeout) {
        stop = Stop.READ_TIMEOUT;
        unblock();
      }
    } else if (writeTimeout > 0 && target.blocking() && now - lastProgress > writeTimeout) {
      stop = Stop.WRITE_TIMEOUT;
      unblock();
    }
  }

  /**
   * Closes the end on which the step is blocked, and the file too where that alone does not end it.
   */
  private void unblock() {
    closedAnEnd = true;
    close(source.reading() ? source : target);
    if (ignoresTargetClose) {
      close(source);
    }
  }

  static void close(EngineEnd end) {
    if (end.closable() && end.isOpen()) {
      try {
        end.close();
      } catch (IOException | RuntimeException e) { // the channel may be a class of the user's
        System.getLogger("dev.sendfile")
            .log(Level.DEBUG, "closing " + end.describe() + " failed", e);
      }
    }
  }
}
