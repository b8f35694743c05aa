package dev.sendfile.bench.contest;

import dev.sendfile.bench.result.Sample;

/** Adds up transfers that were timed one by one. */
final class Sum {

  private int count;
  private long nanos;
  private long cpuNanos;
  private long allocatedBytes;

  void add(Sample one) {
    count++;
    nanos += one.nanos();
    cpuNanos += one.cpuNanos();
    allocatedBytes += one.allocatedBytes();
  }

  Sample average() {
    return new Sample(nanos / count, cpuNanos / count, allocatedBytes / count);
  }
}
