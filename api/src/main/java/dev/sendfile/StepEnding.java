package dev.sendfile;

import dev.sendfile.internal.end.EngineEnd;
import dev.sendfile.internal.end.EngineSource;
import dev.sendfile.internal.end.EngineTarget;
import dev.sendfile.internal.thread.Closers;
import dev.sendfile.spi.EndKind;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Ends a step that is blocked, by closing what it is blocked on, on a thread that may get stuck in
 * that. A transfer that ends by itself before that thread comes to it calls it off.
 */
final class StepEnding implements Closers.Call {

  private enum State {
    DUE,
    BEGUN,
    CALLED_OFF
  }

  /** How long the transfer waits for its end to be closed before it tells that it is. */
  private static final long PATIENCE_SECONDS = 1;

  private final AtomicReference<State> state = new AtomicReference<>(State.DUE);
  private final CountDownLatch done = new CountDownLatch(1);
  private final @Nullable EngineSource source;
  private final @Nullable EngineTarget target;
  private final boolean deaf;
  private final EngineEnd first;
  private volatile String what = "closing an end";
  private volatile @Nullable Closers by;

  /** What a close has thrown is a warning once in a transfer, which may close an end many times. */
  private volatile boolean warned;

  /** Called once the ends are closed. */
  private final Runnable unblock;

  private StepEnding(
      EngineEnd first,
      @Nullable EngineSource source,
      @Nullable EngineTarget target,
      boolean deaf,
      Runnable unblock) {
    this.first = first;
    this.source = source;
    this.target = target;
    this.deaf = deaf;
    this.unblock = unblock;
  }

  /** Of a step in a read that shall end, or which the target's end does not reach. */
  static StepEnding ofSource(EngineSource source, Runnable unblock) {
    return new StepEnding(source, source, null, false, unblock);
  }

  /** Of a step in a write. */
  static StepEnding ofTarget(EngineTarget target, Runnable unblock) {
    return new StepEnding(target, null, target, false, unblock);
  }

  /**
   * Of a step in a call that does not notice when its target is closed: to shut down the output
   * ends it, and else to close a source of which nobody else has anything.
   */
  static StepEnding ofDeaf(EngineSource source, EngineTarget target, Runnable unblock) {
    return new StepEnding(target, source, target, true, unblock);
  }

  /**
   * Lets a thread do it.
   *
   * @param before what ended, in vain, a step of the same transfer
   */
  void begin(Closers closers, @Nullable StepEnding before) {
    warned = before != null && before.warned;
    by = closers;
    closers.run(whose(), this);
  }

  private Closers.Whose whose() {
    boolean other = source != null && source.foreign(); // it may be closed as well
    return other ? Closers.Whose.FOREIGN : whose(first);
  }

  /** Whose code is called when an end is closed. */
  static Closers.Whose whose(EngineEnd end) {
    if (end.foreign()) {
      return Closers.Whose.FOREIGN;
    }
    EndKind kind = end.kind();
    boolean socket = kind.equals(EndKind.TCP) || kind.equals(EndKind.UNIX);
    return socket ? Closers.Whose.SOCKET : Closers.Whose.FILE;
  }

  @Override
  public String describe() {
    return what;
  }

  @Override
  public void run() {
    if (state.compareAndSet(State.DUE, State.BEGUN)) {
      what = "closing " + first.describe(); // here: a path may be somebody else's
      try {
        boolean shutDown = deaf && target != null && shutDown(target);
        if (target != null) {
          close(target);
        }
        if (source != null && !shutDown) {
          close(source);
        }
      } finally {
        done.countDown();
        unblock.run();
      }
    }
  }

  private static boolean shutDown(EngineTarget target) {
    try {
      return target.isOpen() && target.shutDownOutput();
    } catch (IOException e) {
      return false; // closed by now
    }
  }

  /** Closes an end that may be closed for the sake of a transfer. */
  private void close(EngineEnd end) {
    if (end.closable() && end.isOpen()) {
      try {
        end.close();
      } catch (Throwable e) { // the channel may be a class of the user's
        System.getLogger("dev.sendfile")
            .log(
                warned ? Level.DEBUG : Level.WARNING,
                "closing " + end.describe() + ", to end a step that is blocked on it, failed",
                e);
        warned = true;
      }
    }
  }

  boolean isOver() {
    return done.getCount() == 0;
  }

  /**
   * The transfer has ended.
   *
   * @return whether this had begun: an end is closed, or soon will be
   */
  boolean callOff() {
    if (state.compareAndSet(State.DUE, State.CALLED_OFF)) {
      return false;
    }
    awaitDone();
    return true;
  }

  /**
   * For a while: closing what is somebody else's may hang, and must not take the transfer along.
   */
  private void awaitDone() {
    boolean interrupted = Thread.interrupted();
    try {
      if (!done.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        Closers closers = by;
        System.getLogger("dev.sendfile")
            .log(
                Level.WARNING,
                what
                    + " hangs: the transfer ends without it, and leaves a thread behind that waits;"
                    + " calls that hang now: "
                    + Math.max(1, closers == null ? 0 : closers.hung()));
      }
    } catch (InterruptedException e) {
      interrupted = true;
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
