package dev.sendfile.internal.thread;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks ends that are somebody else's whether they are still open, one after the other on a thread
 * that may get stuck in one of them: the others are then asked by more threads, and that one again
 * only once it has answered.
 */
final class Inquiry {

  private static final long STUCK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  /** Threads that go on where one got stuck: so a few rounds find many that do not answer. */
  private static final int IN_PLACE = 4;

  private final Lane lane = new Lane("sendfile-inquirer", Closers.MOST_HUNG);

  /** Each with whether a thread is stuck in it. */
  private final Map<Watchdog.Asked, Boolean> asked = new ConcurrentHashMap<>();

  /** Who has not been asked yet in the round under way. */
  private final Queue<Watchdog.Asked> left = new ConcurrentLinkedQueue<>();

  /** Who asks in that round, and was not stuck when it was last seen; of the watchdog's thread. */
  private final List<Asking> asking = new ArrayList<>();

  void add(Watchdog.Asked it) throws IOException {
    if (!asked.containsKey(it)) {
      lane.requireRoom();
      asked.put(it, false);
    }
  }

  void remove(Watchdog.Asked it) {
    asked.remove(it);
  }

  /** Goes on with the round, or begins another one. */
  void look(long now) {
    int stuck = abandon(now);
    asking.removeIf(it -> it.over);
    if (asking.isEmpty() && left.isEmpty()) {
      left.addAll(asked.keySet());
      stuck = 0;
    }
    int more = asking.isEmpty() ? Math.max(1, IN_PLACE * stuck) : IN_PLACE * stuck;
    for (int i = 0; i < Math.min(more, left.size()); i++) {
      Asking another = new Asking();
      lane.run(another);
      asking.add(another);
    }
  }

  /** Leaves those alone who do not answer; returns how many threads are stuck by that. */
  private int abandon(long now) {
    List<Asking> stuck = asking.stream().filter(it -> it.isStuck(now)).toList();
    stuck.forEach(Asking::abandon);
    asking.removeAll(stuck);
    return stuck.size();
  }

  int hung() {
    return lane.countHung();
  }

  private final class Asking implements Closers.Call {

    private volatile boolean over;
    private volatile boolean abandoned;
    private volatile Watchdog.@Nullable Asked current;
    private volatile long since = System.nanoTime();

    boolean isStuck(long now) {
      return current != null && now - since > STUCK_NANOS;
    }

    @SuppressWarnings("ReferenceEquality") // this question, not an equal one
    void abandon() {
      abandoned = true;
      Watchdog.Asked stuck = current;
      if (stuck != null) {
        asked.replace(stuck, false, true);
        if (current != stuck) { // it has answered in this moment
          asked.replace(stuck, true, false);
        }
      }
    }

    @Override
    public void run() {
      try {
        Watchdog.Asked next = left.poll();
        while (next != null) {
          if (Boolean.FALSE.equals(asked.get(next))) {
            ask(next);
          }
          next = abandoned ? null : left.poll();
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
