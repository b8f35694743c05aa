package dev.sendfile.cli;

import java.util.concurrent.locks.LockSupport;

/** What makes a strategy so slow that a second is over before it is measured at all. */
final class Pause {

  private static final long NANOS = 300_000;

  private Pause() {}

  /** Takes its time; a round of small transfers has 400 of them, and there are several rounds. */
  static Void aMoment() {
    LockSupport.parkNanos(NANOS);
    return null;
  }
}
