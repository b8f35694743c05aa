package dev.sendfile.benchmarks.receivers;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Watches this JVM from the moment it is made. */
final class Meter implements AutoCloseable {

  /** The direct memory that Java code can have. */
  private static final String DIRECT = "direct";

  private static final long LOOK_EVERY_MILLIS = 20;

  private final MemoryMXBean heap = ManagementFactory.getMemoryMXBean();
  private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
  private final OperatingSystemMXBean process =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
  private final List<BufferPoolMXBean> direct =
      ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
          .filter(it -> it.getName().equals(DIRECT))
          .toList();
  private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
  private final Future<?> looking;
  private final long began = System.nanoTime();
  private final long ran = process.getProcessCpuTime();
  private volatile Peak peak = new Peak(0, 0, 0);

  /** The most that was seen, of each for itself and of both together. */
  record Peak(long heap, long direct, long both) {

    Peak with(long heapNow, long directNow) {
      return new Peak(
          Math.max(heap, heapNow),
          Math.max(direct, directNow),
          Math.max(both, heapNow + directNow));
    }
  }

  Meter() {
    threads.resetPeakThreadCount();
    looking = clock.scheduleAtFixedRate(this::look, 0, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void look() {
    peak =
        peak.with(
            heap.getHeapMemoryUsage().getUsed(),
            direct.stream().mapToLong(BufferPoolMXBean::getMemoryUsed).sum());
  }

  double seconds() {
    return (System.nanoTime() - began) / 1e9;
  }

  double cpuSeconds() {
    return (process.getProcessCpuTime() - ran) / 1e9;
  }

  Peak peak() {
    if (looking.isDone()) {
      throw new IllegalStateException("memory is not watched any more");
    }
    return peak;
  }

  int peakThreads() {
    return threads.getPeakThreadCount();
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
