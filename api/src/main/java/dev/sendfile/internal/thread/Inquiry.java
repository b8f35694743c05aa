package dev.sendfile.internal.thread;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks ends that are somebody else's whether they are still open, one after the other on a thread
 * that may get stuck in one of them: the others are then asked by another thread, and that one no
 * more.
 */
final class Inquiry {

  private static final long STUCK_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

  private final Lane lane = new Lane("sendfile-inquirer", Closers.MOST);
  private final Set<Watchdog.Asked> asked = ConcurrentHashMap.newKeySet();

  /** The round under way; of the watchdog's thread. */
  private @Nullable Round round;

  void add(Watchdog.Asked it) {
    asked.add(it);
  }

  void remove(Watchdog.Asked it) {
    asked.remove(it);
  }

  /** Begins another round, unless one is under way that is not stuck. */
  void look(long now) {
    Round before = round;
    if (before != null && !before.over) {
      Watchdog.Asked stuck = before.stuckIn(now);
      if (stuck == null) {
        return;
      }
      before.abandoned = true;
      asked.remove(stuck);
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

    @Override
    public void run() {
      try {
        for (Watchdog.Asked it : asked) {
          since = System.nanoTime();
          current = it;
          it.ask();
          if (abandoned) {
            return;
          }
        }
      } finally {
        over = true;
      }
    }

    @Override
    public String describe() {
      return "asking whether an end is open";
    }
  }
}
