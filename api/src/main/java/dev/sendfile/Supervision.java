package dev.sendfile;

import dev.sendfile.internal.end.EngineEnd;
import dev.sendfile.internal.telemetry.Recorder;
import dev.sendfile.spi.Candidate;
import dev.sendfile.spi.Readiness;
import dev.sendfile.spi.Route;
import java.io.IOException;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/**
 * What a transfer needs beside moving bytes: a guard against blocking for ever, somebody to tell,
 * steps sized to be watched, waiting. Most small transfers need none of it and never make this
 * object.
 */
final class Supervision {

  private final @Nullable ProgressReporter reporter;
  private final @Nullable StepSize adaptive;
  private @Nullable Guard guard;
  private Recorder.@Nullable Recording recording;
  private volatile @Nullable Waits waits;
  private volatile long accepted;
  private long parked;
  private volatile long pausedUntil; // 0 where there is no pause
  private int readyInVain;

  Supervision(
      @Nullable Guard guard, @Nullable ProgressReporter reporter, @Nullable StepSize adaptive) {
    this.guard = guard;
    this.reporter = reporter;
    this.adaptive = adaptive;
  }

  // ---- around the transfer

  void begin() throws IOException {
    if (guard != null) {
      guard.begin();
    }
  }

  void recordBy(Recorder.Recording begun) {
    recording = begun;
  }

  void completed(TransferResult result) {
    if (recording != null) {
      recording.end(
          result.route(),
          result.strategy(),
          result.technique(),
          result.bytes(),
          result.passedOver().size(),
          "completed");
    }
    if (reporter != null) {
      reporter.completed(result);
    }
  }

  void failed(TransferException failure, Route route, Candidate ran, int fallbacks) {
    if (recording != null) {
      recording.end(
          route,
          ran.name(),
          ran.technique(),
          failure.bytesTransferred(),
          fallbacks,
          failure.getClass().getSimpleName());
    }
    if (reporter != null) {
      reporter.failed(failure, route, fallbacks);
    }
  }

  /**
   * Stops guarding.
   *
   * @return whether the guard has closed an end: then the transfer has not ended well, even if all
   *     bytes were accepted
   */
  boolean endGuard() {
    return guard != null && guard.end();
  }

  void end() throws IOException {
    endGuard();
    Waits waiting = waits;
    if (waiting != null) {
      waiting.close();
    }
  }

  // ---- around a step

  long stepSize(long largest) {
    return adaptive == null ? largest : Math.min(largest, adaptive.size());
  }

  /** Returns when the step began, for {@link #stepTook}. */
  long enterStep() {
    if (guard != null) {
      guard.enterStep();
    }
    return adaptive == null ? 0 : System.nanoTime();
  }

  void leaveStep() {
    if (guard != null) {
      guard.leaveStep();
    }
  }

  void stepTook(long began) {
    if (adaptive != null && began != 0) {
      adaptive.took(System.nanoTime() - began);
    }
  }

  /** The step that has just ended moved nothing, and has waited for an end. */
  void waitedInStep(Readiness on) {
    if (guard != null) {
      guard.waitedInStep(on);
    }
  }

  void progressed(String strategy, long soFar) {
    accepted = soFar;
    readyInVain = 0;
    Waits waiting = waits;
    if (waiting != null) {
      waiting.progressed();
    }
    if (guard != null) {
      guard.progressed();
    }
    if (reporter != null) {
      reporter.moved(strategy, soFar);
    }
  }

  /** What the target has accepted so far; for other threads. */
  long accepted() {
    return accepted;
  }

  /** Counts bytes that the engine wrote itself in order to park. */
  void countParked(long bytes) {
    parked += bytes;
  }

  long parked() {
    return parked;
  }

  // ---- stopping

  Guard.Stop stop() {
    return guard == null ? Guard.Stop.NO : guard.stop();
  }

  void cancel() {
    if (guard != null) {
      guard.cancel();
    }
    wake();
  }

  /** Ends a wait or a pause of the engine's own. */
  void wake() {
    Waits waiting = waits;
    if (waiting != null) {
      waiting.wake();
    }
  }

  @Nullable Guard guard() {
    return guard;
  }

  /** Guards a transfer whose strategy, opened for its first step, turned out to need it. */
  void guardBy(Guard later) throws IOException {
    guard = later;
    later.begin();
    later.enterStep();
  }

  // ---- waiting

  /**
   * Waits until an end is ready, for a tenth of a second at most.
   *
   * @return whether waiting has been in vain: an end was seen ready more than once, and nothing
   *     moved since
   */
  boolean await(EngineEnd end, Readiness on) throws IOException {
    long atMost = guard == null ? Long.MAX_VALUE : guard.remaining(on);
    if (atMost <= 0) {
      return false; // the guard has noted the timeout
    }
    long began = guard == null ? 0 : guard.beginWait();
    try {
      return await(end, on, atMost);
    } finally {
      if (guard != null) {
        guard.endWait(on, began);
      }
    }
  }

  private boolean await(EngineEnd end, Readiness on, long atMost) throws IOException {
    if (readyInVain > 2) {
      waits().backOff(atMost); // ready at once, every time, and yet nothing moves
      return true;
    }
    int operation = on == Readiness.TARGET_WRITABLE ? SelectionKey.OP_WRITE : SelectionKey.OP_READ;
    readyInVain = waits().await(end, operation, atMost) ? readyInVain + 1 : 0;
    return readyInVain > 1;
  }

  /** Nothing moves, and somebody else will wait for that to change. */
  void waitsElsewhere(Readiness on) {
    readyInVain++;
    if (guard != null) {
      guard.remaining(on); // which notes a timeout
      guard.waitsElsewhere(on);
    }
  }

  /** How often in a row nothing has moved although an end was ready. */
  int inVain() {
    return readyInVain;
  }

  /** Begins a pause that a strategy has asked for. */
  void pauseFor(long nanos) {
    pausedUntil = System.nanoTime() + nanos;
  }

  /** Whether nothing is blocked, since a strategy has asked for a pause. From any thread. */
  boolean isPausing() {
    return pausedUntil != 0;
  }

  /** Nanoseconds for which a pause still lasts; none if there is none. */
  long pauseLeft() {
    long until = pausedUntil;
    if (until == 0) {
      return 0;
    }
    long left = until - System.nanoTime();
    if (left <= 0) {
      pausedUntil = 0;
    }
    return Math.max(0, left);
  }

  /** Sleeps until the pause ends, or something wakes it; returns whether it has ended. */
  boolean pauseOver() {
    long left = pauseLeft();
    if (left > 0) {
      waits().sleep(left);
      return false;
    }
    return true;
  }

  private Waits waits() {
    Waits made = waits;
    if (made == null) {
      made = new Waits();
      waits = made;
    }
    return made;
  }
}
