package dev.sendfile.bench.machine;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * What threads run and allocate between two moments. The processor time of the whole process would
 * do for all cases, but the JDK tells it in steps of 10 ms: longer than a round.
 */
public abstract class Usage {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private long cpuNanos;
  private long allocatedBytes;

  private Usage() {}

  /**
   * Watches the thread that calls, and others.
   *
   * @param workers the others, which live on
   * @return that begins to count when it is told to
   */
  public static Usage ofCallerAnd(Collection<Thread> workers) {
    return new OfSome(
        Stream.concat(Stream.of(Thread.currentThread()), workers.stream())
            .mapToLong(Thread::getId)
            .toArray());
  }

  /**
   * Watches all threads of Java, those that carry virtual ones among them, whose own time nobody
   * tells.
   *
   * @return that begins to count when it is told to
   */
  public static Usage ofAll() {
    return new OfAll();
  }

  /** Begins to count. */
  public abstract void begin();

  /** Ends counting. */
  public abstract void end();

  /**
   * Returns how long the threads ran.
   *
   * @return nanoseconds from begin to end, in the kernel too
   */
  public final long cpuNanos() {
    return cpuNanos;
  }

  /**
   * Returns how much they allocated.
   *
   * @return bytes on the heap, from begin to end
   */
  public final long allocatedBytes() {
    return allocatedBytes;
  }

  final void set(long nanos, long bytes) {
    cpuNanos = nanos;
    allocatedBytes = bytes;
  }

  private static final class OfSome extends Usage {

    private final long[] threads;
    private long ran;
    private long allocated;

    OfSome(long[] threads) {
      this.threads = threads;
    }

    @Override
    public void begin() {
      ran = ran();
      allocated = allocated();
    }

    @Override
    public void end() {
      long bytes = allocated() - allocated;
      set(ran() - ran, bytes);
    }

    private long ran() {
      long sum = 0;
      for (long thread : threads) {
        sum += THREADS.getThreadCpuTime(thread);
      }
      return sum;
    }

    private long allocated() {
      long sum = 0;
      for (long thread : threads) {
        sum += THREADS.getThreadAllocatedBytes(thread);
      }
      return sum;
    }
  }

  /** A thread that ends meanwhile takes its numbers with it, one that begins starts with none. */
  private static final class OfAll extends Usage {

    private Map<Long, Long> ran = Map.of();
    private Map<Long, Long> allocated = Map.of();

    @Override
    public void begin() {
      long[] ids = THREADS.getAllThreadIds();
      allocated = byThread(ids, THREADS.getThreadAllocatedBytes(ids));
      ran = byThread(ids, THREADS.getThreadCpuTime(ids));
    }

    @Override
    public void end() {
      long[] ids = THREADS.getAllThreadIds();
      long[] cpu = THREADS.getThreadCpuTime(ids);
      long[] bytes = THREADS.getThreadAllocatedBytes(ids);
      set(sum(ids, cpu, ran), sum(ids, bytes, allocated));
    }

    private static Map<Long, Long> byThread(long[] ids, long[] values) {
      Map<Long, Long> map = new HashMap<>();
      for (int i = 0; i < ids.length; i++) {
        map.put(ids[i], values[i]);
      }
      return map;
    }

    private static long sum(long[] ids, long[] values, Map<Long, Long> before) {
      return LongStream.range(0, ids.length)
          .map(i -> values[(int) i] - before.getOrDefault(ids[(int) i], 0L))
          .filter(it -> it > 0) // one that has ended has -1
          .sum();
    }
  }
}
