package dev.sendfile.ffm;

import java.util.concurrent.TimeUnit;

/**
 * How much one call shall move to a socket in blocking mode. The kernel waits for room as often as
 * it must to move it all, up to {@link SocketTimeout#MICROS} each time, and meanwhile nobody looks
 * whether the channel was closed: so what a call took long for is halved.
 */
final class Portion {

  private static final long SMALL = 64 << 10;
  private static final long LARGEST = 4 << 20;
  private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
  private static final long SHORT_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private long size = 4 * SMALL;

  /** One call of {@code sendfile}. */
  long send(Linux linux, Held held, long position, long max) {
    int target = held.target().number();
    int source = held.source().number();
    if (max <= SMALL) {
      return linux.sendfile(target, source, position, max);
    }
    long began = System.nanoTime();
    long n = linux.sendfile(target, source, position, Math.min(max, size));
    took(System.nanoTime() - began);
    return n;
  }

  private void took(long nanos) {
    if (nanos > LONG_NANOS) {
      size = Math.max(SMALL, size / 2);
    } else if (nanos < SHORT_NANOS) {
      size = Math.min(LARGEST, size * 2);
    }
  }
}
