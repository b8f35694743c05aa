package dev.sendfile;

import dev.sendfile.spi.Readiness;
import java.io.IOException;

/** Drives a transfer on a thread that serves many: as far as it goes without waiting. */
final class EventLoop {

  /** After this many bytes others have their turn: as many as the largest step moves. */
  private static final long FAIR_SHARE = StepSize.LARGE;

  /** After this many calls in which an end was ready and yet nothing moved, the engine helps. */
  private static final int IN_VAIN = 2;

  private EventLoop() {}

  /**
   * Moves what can be moved now.
   *
   * @return what to wait for; {@link Advance#DONE} if nothing is left to move
   */
  static Advance advance(Driver driver) throws IOException {
    Supervision supervision = driver.supervised();
    if (supervision.pauseLeft() > 0) {
      driver.stopIfAsked();
      return Advance.LATER;
    }
    long until = driver.accepted() + FAIR_SHARE;
    boolean nudge = supervision.inVain() > IN_VAIN;
    while (!driver.done()) {
      driver.stopIfAsked();
      Driver.Turn turn = driver.turn(nudge);
      nudge = turn == Driver.Turn.CONTRADICTION;
      switch (turn) {
        case MOVED, CONTRADICTION -> {
          if (driver.accepted() >= until) {
            return driver.done() ? Advance.DONE : Advance.AGAIN;
          }
        }
        case TARGET_FULL -> {
          return waitFor(driver, Readiness.TARGET_WRITABLE, Advance.TARGET_WRITABLE);
        }
        case SOURCE_DRY -> {
          return waitFor(driver, Readiness.SOURCE_READABLE, Advance.SOURCE_READABLE);
        }
        case LATER -> {
          return Advance.LATER;
        }
      }
    }
    return Advance.DONE;
  }

  private static Advance waitFor(Driver driver, Readiness on, Advance answer) throws IOException {
    driver.supervised().waitsElsewhere(on);
    driver.stopIfAsked(); // the timeout may be over
    return answer;
  }
}
