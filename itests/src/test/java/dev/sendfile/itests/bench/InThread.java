package dev.sendfile.itests.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;

/** A contender that moves the bytes in the thread that calls it. */
final class InThread implements Contender {

  /** Moves all bytes once. */
  @FunctionalInterface
  interface Move {
    /** Returns the strategy that did it; empty if it was done by hand. */
    String once() throws IOException;
  }

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final String name;
  private final List<Link> links;
  private final long size;
  private final Move move;
  private String strategy = "";

  /**
   * Names a way to move the bytes.
   *
   * @param name as it is printed
   * @param links the connections whose far ends take part, those that drain before those that pour
   * @param size how many bytes it moves
   * @param move moves them once
   */
  InThread(String name, List<Link> links, long size, Move move) {
    this.name = name;
    this.links = links;
    this.size = size;
    this.move = move;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String strategy() {
    return strategy;
  }

  @Override
  public Cost round(int times) throws IOException {
    long thread = Thread.currentThread().getId();
    for (Link link : links) {
      link.announce(times * size);
    }
    long allocated = THREADS.getThreadAllocatedBytes(thread);
    long ran = THREADS.getThreadCpuTime(thread);
    long began = System.nanoTime();
    for (int i = 0; i < times; i++) {
      strategy = move.once();
    }
    long cpuNanos = THREADS.getThreadCpuTime(thread) - ran;
    long allocatedBytes = THREADS.getThreadAllocatedBytes(thread) - allocated;
    for (Link link : links) {
      link.settle();
    }
    return new Cost((System.nanoTime() - began) / times, cpuNanos / times, allocatedBytes / times);
  }
}
