package dev.sendfile.tck;

import dev.sendfile.spi.Plan;
import java.util.concurrent.atomic.AtomicInteger;

/** Where a strategy is watched: on which route, and what it was asked for just now. */
final class Scene {

  /** What a strategy is asked for. */
  enum Act {
    ASSESS,
    OPEN,
    STEP,
    SURRENDER,
    CLOSE,
    /** Nothing: whatever happens now is not the engine's wish. */
    NONE
  }

  private final Witness witness;
  private final String route;
  private volatile Act act = Act.NONE;
  private final AtomicInteger step = new AtomicInteger();

  Scene(Witness witness, Plan plan) {
    this.witness = witness;
    this.route = plan.route().toString();
  }

  void enter(Act next) {
    if (next == Act.STEP) {
      step.incrementAndGet();
    }
    act = next;
  }

  void leave() {
    act = Act.NONE;
  }

  /**
   * Bytes are about to go through an end: is this the time? Where it is not, the call does nothing:
   * a read from a socket might never return.
   */
  boolean mayTransfer(String call) {
    switch (act) {
      case ASSESS -> note(Promise.PURE_ASSESS, "it called " + call);
      case OPEN -> note(Promise.OPEN_MOVES_NOTHING, "it called " + call);
      case CLOSE, NONE ->
          note(Promise.NOTHING_MOVED_UNTOLD, "it called " + call + ", and no step was due");
      case STEP, SURRENDER -> {
        return true;
      }
    }
    return false;
  }

  void note(Promise promise, String what) {
    witness.note(promise, route + ", " + when() + ": " + what);
  }

  private String when() {
    return switch (act) {
      case ASSESS -> "assess";
      case OPEN -> "open";
      case STEP -> "step " + step;
      case SURRENDER -> "surrender after step " + step;
      case CLOSE -> "close after step " + step;
      case NONE -> "after step " + step;
    };
  }
}
