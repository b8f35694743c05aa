package dev.sendfile;

import dev.sendfile.internal.end.EngineEnd;
import dev.sendfile.internal.end.EngineSource;
import dev.sendfile.internal.end.EngineTarget;
import dev.sendfile.internal.thread.Watchdog;
import dev.sendfile.spi.Readiness;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Ends what nothing else would: a call blocked for longer than a timeout, after a cancel, or on an
 * end that was closed without its noticing. Exists only for transfers that can need it. The thread
 * that runs the transfer tells what it does; the watchdog looks and decides; an {@link StepEnding}
 * does it.
 */
final class Guard implements Watchdog.Watched, Watchdog.Asked {

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
  private final boolean timed;
  private final EndClock writes;
  private final EndClock reads;

  /** The first reason counts. */
  private final AtomicReference<Stop> stop = new AtomicReference<>(Stop.NO);

  private volatile long cancelledAt;

  // ---- of the thread that runs the transfer

  /** The number of the step under way; 0 between two steps. */
  private volatile long step;

  private long steps;
  private long stepBegan;
  private int readsBefore;

  /** What is waited for by somebody else between two calls, and since when. */
  private @Nullable Readiness elsewhere;

  private long elsewhereSince;

  // ---- how the target is watched

  private volatile boolean ignoresTargetClose;
  private volatile boolean mayWaitForSource;

  /** What a target that may hang when it is asked has answered. */
  private volatile boolean targetFoundClosed;

  /** Lets the strategy under way end what it blocks on; {@code null} before there is one. */
  private volatile @Nullable Unblocking unblocking;

  // ---- of the watchdog

  /** What the last look has seen, and when. */
  private long stepSeen;

  private int readsSeen;
  private long seenAt;

  /** How long the call under way has been seen blocked. */
  private long blocked;

  /** Whether the last look found a step blocked in a read although the target was closed. */
  private boolean readsForNobody;

  // ---- of both

  /** Held while an ending begins, so that none does once the transfer has ended. */
  private final ReentrantLock lock = new ReentrantLock();

  private boolean over;
  private boolean endedBefore;
  private @Nullable StepEnding ending;

  Guard(Watchdog watchdog, EngineSource source, EngineTarget target, Settings settings) {
    this.watchdog = watchdog;
    this.source = source;
    this.target = target;
    this.timed = settings.hasTimeout();
    this.writes = new EndClock(settings.writeTimeout());
    this.reads = new EndClock(settings.readTimeout());
  }

  // ---- told by the thread that runs the transfer

  /**
   * The transfer begins.
   *
   * @throws IOException if no thread can be started to watch it, or too many hang that have done so
   */
  void begin() throws IOException {
    if (timed || target.blocking() || source.blocking()) {
      requireCloser(target);
      requireCloser(source);
      watchdog.watch(this); // a timeout needs the clock to run, whoever waits
    }
  }

  /** Only to close an end ends what is blocked on it, and somebody must be there to do so. */
  private void requireCloser(EngineEnd end) throws IOException {
    if (end.blocking() && end.closable()) {
      watchdog.closers().requireRoom(StepEnding.whose(end));
    }
  }

  /**
   * Says how the strategy that now runs is to be watched.
   *
   * @param deaf whether it does not notice that the target is closed
   * @param waitsForSource whether a step may be blocked in a read, which cannot notice it
   * @param whenClosed lets its session end what it blocks on
   * @throws IOException if too many ends do not answer when they are asked whether they are open
   */
  void watchTarget(boolean deaf, boolean waitsForSource, Unblocking whenClosed) throws IOException {
    ignoresTargetClose = deaf;
    mayWaitForSource = waitsForSource;
    unblocking = whenClosed;
    boolean goneAround = !target.foreign(); // a strategy may work on a descriptor of its own
    if ((deaf || waitsForSource || goneAround) && target.mayHangWhenAsked()) {
      watchdog.inquire(this);
    }
  }

  void enterStep() {
    if (timed) {
      long now = watchdog.clock().now();
      Readiness on = elsewhere;
      if (on != null) {
        elsewhere = null;
        clock(on).add(now - elsewhereSince);
      }
      stepBegan = now;
      readsBefore = source.reads();
    }
    step = ++steps;
  }

  void leaveStep() {
    step = 0;
  }

  /** The step that has just ended moved nothing, and says on which end it has waited. */
  void waitedInStep(Readiness on) {
    if (timed && readsBefore == source.reads()) { // else it has waited for both, or nobody knows
      clock(on).add(watchdog.clock().now() - stepBegan);
    }
  }

  /** Returns when a wait begins. */
  long beginWait() {
    return timed ? watchdog.clock().now() : 0;
  }

  void endWait(Readiness on, long began) {
    if (timed) {
      clock(on).add(watchdog.clock().now() - began);
    }
  }

  /** Until the next step somebody else waits. */
  void waitsElsewhere(Readiness on) {
    if (timed) {
      elsewhere = on;
      elsewhereSince = watchdog.clock().now();
    }
  }

  void progressed() {
    writes.reset();
    reads.reset();
  }

  private EndClock clock(Readiness on) {
    return on == Readiness.TARGET_WRITABLE ? writes : reads;
  }

  /**
   * Nanoseconds for which the engine may still wait for an end; notes the timeout when there are
   * none.
   */
  long remaining(Readiness on) {
    long left = clock(on).left(0);
    if (left <= 0) {
      stop(on == Readiness.TARGET_WRITABLE ? Stop.WRITE_TIMEOUT : Stop.READ_TIMEOUT);
    }
    return left;
  }

  Stop stop() {
    return Objects.requireNonNull(stop.get());
  }

  private void stop(Stop reason) {
    stop.compareAndSet(Stop.NO, reason);
  }

  /**
   * The transfer has ended: from now on no end is closed.
   *
   * @return whether one was
   */
  boolean end() {
    watchdog.unwatch(this);
    watchdog.inquireNoMore(this);
    StepEnding begun;
    lock.lock();
    try {
      over = true;
      begun = ending;
    } finally {
      lock.unlock();
    }
    return (begun != null && begun.callOff()) || endedBefore;
  }

  // ---- from any thread

  void cancel() {
    cancelledAt = System.nanoTime();
    stop(Stop.CANCELLED);
  }

  @Override
  public void ask() {
    targetFoundClosed = !target.isOpen();
  }

  /**
   * Ends a step that is due to be ended, and that the look before has seen too: one that is seen
   * for the first time may just have begun, and is not blocked.
   */
  @Override
  public void look(long now) {
    long seen = step;
    int calls = source.reads();
    long at = watchdog.clock().ticked();
    boolean seenBefore = seen != 0 && seen == stepSeen;
    blocked = seenBefore && calls == readsSeen ? blocked + (at - seenAt) : 0;
    stepSeen = seen;
    readsSeen = calls;
    seenAt = at;
    if (seenBefore) {
      StepEnding due = ending(now);
      if (due != null) {
        begin(due);
      }
    }
  }

  private void begin(StepEnding due) {
    lock.lock();
    try {
      if (!over && (ending == null || ending.isOver())) {
        due.begin(watchdog.closers(), ending);
        endedBefore = ending != null;
        ending = due;
      }
    } finally {
      lock.unlock();
    }
  }

  /** What is to be done about the step under way, if anything is. */
  private @Nullable StepEnding ending(long now) {
    boolean reading = source.reading();
    if (stop() == Stop.NO) {
      if (isEndClosed()) {
        return endingForNobody(reading && blocksInReads());
      }
      noteTimeout(reading);
    }
    boolean inGrace = stop() == Stop.CANCELLED && now - cancelledAt <= CANCEL_GRACE_NANOS;
    return stop() == Stop.NO || inGrace ? null : ending(reading && blocksInReads());
  }

  /** A read of a file ends by itself, however slow the disk is. */
  private boolean blocksInReads() {
    return !source.positional();
  }

  private void noteTimeout(boolean reading) {
    if (reading) {
      if (source.blocking() && reads.left(blocked) <= 0) {
        stop(Stop.READ_TIMEOUT);
      }
    } else if (target.blocking() && writes.left(blocked) <= 0) {
      stop(Stop.WRITE_TIMEOUT);
    }
  }

  /** Ends the step by the end that it is blocked on; {@code null} if none can block. */
  private @Nullable StepEnding ending(boolean reading) {
    if (reading) {
      return StepEnding.ofSource(source, this::unblock);
    }
    if (!target.blocking()) {
      return source.blocking() ? StepEnding.ofSource(source, this::unblock) : null;
    }
    return ignoresTargetClose
        ? StepEnding.ofDeaf(source, target, this::unblock)
        : StepEnding.ofTarget(target, this::unblock);
  }

  private boolean isEndClosed() {
    boolean targetClosed = target.mayHangWhenAsked() ? targetFoundClosed : !target.isOpen();
    return targetClosed || (!source.mayHangWhenAsked() && !source.isOpen());
  }

  /** An end was closed by its owner, and the step has not noticed so far. */
  private @Nullable StepEnding endingForNobody(boolean reading) {
    if (reading ? mayWaitForSource : ignoresTargetClose) {
      // one that is seen reading only once may be about to write, and notice
      boolean due = !reading || readsForNobody;
      readsForNobody = reading;
      return due ? StepEnding.ofSource(source, this::unblock) : null;
    }
    unblock();
    return null;
  }

  /** Lets the strategy end what it blocks on, if that is something of its own. */
  private void unblock() {
    Unblocking call = unblocking;
    if (call != null) {
      call.begin();
    }
  }

  /** The library goes away: ends the step under way, on behalf of the thread that stops it. */
  void endNow() {
    StepEnding due = ending(source.reading() && blocksInReads());
    if (due != null) {
      begin(due);
    }
  }
}
