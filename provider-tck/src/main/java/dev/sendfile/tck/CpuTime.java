package dev.sendfile.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sendfile.tck.fixture.Pause;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/** How much processor time a thread uses that has nothing to do. */
final class CpuTime {

  /** For how long a thread is watched. */
  private static final Duration WATCHED = Duration.ofMillis(500);

  private static final Duration MOST = Duration.ofMillis(25);

  private CpuTime() {}

  /** Watches a platform thread, which must be alive: next to nothing may be used. */
  static void checkIdle(Thread thread) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    @SuppressWarnings("deprecation") // its successor came with Java 19
    long id = thread.getId();
    long before = threads.getThreadCpuTime(id);
    Pause.of(WATCHED);
    long after = threads.getThreadCpuTime(id);
    assertThat(Math.min(before, after)).as("CPU time of a thread that lives").isNotNegative();
    assertThat(Duration.ofNanos(after - before))
        .as("processor time used in %s in which nothing could be moved", WATCHED)
        .isLessThan(MOST);
  }
}
