package dev.sendfile.tck;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Looks every few milliseconds at the threads that have been inside a step for that long, and sees
 * which of them sleep, and which burn a processor.
 */
final class StepSampler {

  private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(5);

  /** CPU time that no single attempt takes, not even one that links native calls first. */
  private static final long SPIN = TimeUnit.MILLISECONDS.toNanos(1500);

  private static final int IDLE_PERIODS = 200;

  private final ThreadMXBean clock = ManagementFactory.getThreadMXBean();
  private final Set<Stay> under = ConcurrentHashMap.newKeySet();
  private @Nullable Thread looker;

  StepSampler() {}

  /** A thread inside a step. */
  static final class Stay {
    private final Thread thread = Thread.currentThread();
    private final long began = System.nanoTime();
    private final Scene scene;
    private final boolean neverParks;
    private long cpu = -1;
    private boolean told;

    Stay(Scene scene, boolean neverParks) {
      this.scene = scene;
      // a platform thread may be blocked by a call that has been told so
      this.neverParks = neverParks && thread.getClass().getName().endsWith("VirtualThread");
    }
  }

  /**
   * The current thread enters a step.
   *
   * @param neverParks whether the strategy says so
   */
  synchronized Stay enter(Scene scene, boolean neverParks) {
    Stay stay = new Stay(scene, neverParks);
    under.add(stay);
    if (looker == null) {
      looker = new Thread(null, this::run, "test-witness", 0, false);
      looker.setDaemon(true);
      looker.start();
    }
    return stay;
  }

  /** The step is over. */
  void leave(Stay stay) {
    under.remove(stay);
  }

  private void run() {
    for (int idle = 0; idle < IDLE_PERIODS || !stop(); idle++) {
      LockSupport.parkNanos(this, PERIOD);
      for (Stay it : under) {
        idle = 0;
        look(it);
      }
    }
  }

  private synchronized boolean stop() {
    if (under.isEmpty()) {
      looker = null;
      return true;
    }
    return false;
  }

  private void look(Stay it) {
    if (it.told || System.nanoTime() - it.began < PERIOD) {
      return;
    }
    Frames frames = new Frames(it.thread.getStackTrace());
    long now = clock.getThreadCpuTime(it.thread.getId()); // -1 of virtual threads
    if (!under.contains(it)) {
      return; // that may have been another step
    }
    it.cpu = it.cpu < 0 ? now : it.cpu;
    if (frames.isWaiting()) {
      tell(it, Promise.NEVER_SLEEPS, "it waited:" + frames);
    } else if (it.neverParks && frames.isParkedByChannel()) {
      tell(it, Promise.NON_BLOCKING, "it parked:" + frames);
    } else if (now - it.cpu > SPIN) {
      tell(it, Promise.NEVER_SPINS, "it has used a processor for 1.5 s, and goes on:" + frames);
    }
  }

  private static void tell(Stay it, Promise promise, String what) {
    it.told = true;
    it.scene.note(promise, what);
  }
}
