package dev.sendfile.internal.thread;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks ends that are somebody else's whether they are still open, one after the other on a thread
 * that may get stuck in one of them: the others are then asked by another thread, and that one
 * again only once it has answered.
 */
final class Inquiry {

  private static final long STUCK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private final Lane lane = new Lane("sendfile-inquirer", Closers.MOST, Closers.MOST_HUNG);

  /** Each with whether a thread is stuck in it. */
  private final Map<Watchdog.Asked, Boolean> asked = new ConcurrentHashMap<>();

  /** The round under way; of the watchdog's thread. */
  private @Nullable Round round;

  void add(Watchdog.Asked it) {
    asked.putIfAbsent(it, false);
  }

  void remove(Watchdog.Asked it) {
    asked.remove(it);
  }

  /** Begins another round, unless one is under way that is not stuck. */
  void look(long now) {
    lane.tend();
    Round before = round;
    if (before != null && !before.over) {
      Watchdog.Asked stuck = before.stuckIn(now);
      if (stuck == null) {
        return;
      }
      before.abandoned = true;
      asked.replace(stuck, false, true);
      if (!before.isIn(stuck)) { // it has answered in this moment
        asked.replace(stuck, true, false);
      }
    }
    if (!asked.isEmpty()) {
      Round next = new Round();
      lane.run(next);
      round = next;
    }
  }

  int hung() {
    return lane.countHung();
  }

  private final class Round implements Closers.Call {

    private volatile boolean over;
    private volatile boolean abandoned;
    private volatile Watchdog.@Nullable Asked current;
    private volatile long since = System.nanoTime();

    private Watchdog.@Nullable Asked stuckIn(long now) {
      return now - since > STUCK_NANOS ? current : null;
    }

    @SuppressWarnings("ReferenceEquality") // this question, not an equal one
    private boolean isIn(Watchdog.Asked it) {
      return current == it;
    }

    @Override
    public void run() {
      try {
        for (Watchdog.Asked it : asked.keySet()) {
          if (Boolean.FALSE.equals(asked.get(it))) {
            ask(it);
          }
          if (abandoned) {
            return;
          }
        }
      } finally {
        over = true;
      }
    }

    private void ask(Watchdog.Asked it) {
      since = System.nanoTime();
      current = it;
      try {
        it.ask();
      } finally {
        current = null;
        asked.replace(it, true, false);
      }
    }

    @Override
    public String describe() {
      return "asking whether an end is open";
    }
  }
}
