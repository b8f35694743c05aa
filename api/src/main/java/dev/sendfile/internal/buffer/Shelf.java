package dev.sendfile.internal.buffer;

import dev.sendfile.spi.Memory;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The idle buffers of one capacity. The last one returned goes out first: it is warm in the CPU's
 * caches.
 */
final class Shelf {

  private final int capacity;
  private final Memory memory;
  private final AtomicLong kept;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<PooledLease> idle = new ArrayDeque<>();

  /** One more, for small capacities: a server that sends small files takes no lock. */
  private final AtomicReference<@Nullable PooledLease> hot = new AtomicReference<>();

  Shelf(int capacity, Memory memory, AtomicLong kept) {
    this.capacity = capacity;
    this.memory = memory;
    this.kept = kept;
  }

  PooledLease take(int size) {
    PooledLease lease = hot.getAndSet(null);
    if (lease == null) {
      lease = takeIdle();
    }
    lease.lend(size);
    return lease;
  }

  private PooledLease takeIdle() {
    PooledLease lease;
    lock.lock();
    try {
      lease = idle.pollLast();
    } finally {
      lock.unlock();
    }
    if (lease == null) {
      return new PooledLease(this, allocate());
    }
    kept.addAndGet(-capacity);
    return lease;
  }

  void giveBack(PooledLease lease) {
    if (capacity <= BufferCache.HOT_CAPACITY && hot.compareAndSet(null, lease)) {
      return;
    }
    if (kept.addAndGet(capacity) > BufferCache.BOUND) {
      kept.addAndGet(-capacity);
      return;
    }
    lock.lock();
    try {
      idle.addLast(lease);
    } finally {
      lock.unlock();
    }
  }

  /** Lets all idle buffers go. */
  void clear() {
    hot.set(null);
    lock.lock();
    try {
      kept.addAndGet(-(long) capacity * idle.size());
      idle.clear();
    } finally {
      lock.unlock();
    }
  }

  private ByteBuffer allocate() {
    return memory == Memory.DIRECT
        ? ByteBuffer.allocateDirect(capacity)
        : ByteBuffer.allocate(capacity);
  }
}
