package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.tck.fixture.Idle;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/** How much processor time a thread uses that has nothing to do. */
final class CpuTime {

  /** For how long a thread is watched. */
  private static final Duration WATCHED = Duration.ofMillis(500);

  private static final Duration MOST = Duration.ofMillis(25);

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private CpuTime() {}

  /** Watches a platform thread, which must be alive: next to nothing may be used. */
  static void checkIdle(Thread thread) {
    Idle.await(() -> of(thread), WATCHED, MOST, PATIENCE);
  }

  private static Duration of(Thread thread) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    @SuppressWarnings("deprecation") // its successor came with Java 19
    long used = threads.getThreadCpuTime(thread.getId());
    assertThat(used).as("CPU time of a thread that lives").isNotNegative();
    return Duration.ofNanos(used);
  }
}
