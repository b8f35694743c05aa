package dev.sendfile.ffm;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Empty pipes that transfers have left for others. They are closed with this object, or by the
 * collector.
 */
final class Pipes implements AutoCloseable {

  /** Pipes that are kept, at most: 8 descriptors. */
  private static final int MOST_KEPT = 4;

  /**
   * What a pipe shall hold: 1 MiB, the most that a process without privileges may ask for. It is
   * room, not memory: what a pipe holds are references to pages that are there anyway.
   */
  private static final int CAPACITY = 1 << 20;

  /** What a pipe holds that must not become larger, by a limit of the system. */
  private static final int USUAL_CAPACITY = 64 << 10;

  private final Kept kept = new Kept();

  /** Whether some thread has seen to it that the collector closes the pipes: one, and once. */
  private final AtomicBoolean watched = new AtomicBoolean();

  /** Something that the collector frees, and the pipes with it. */
  private volatile @Nullable Arena collected;

  /** An empty pipe. */
  Pipe take(Linux linux) throws NoDescriptorException {
    Pipe found = kept.take();
    return found == null ? make(linux) : found;
  }

  private static Pipe make(Linux linux) throws NoDescriptorException {
    long ends = linux.pipe();
    if (ends < 0) {
      throw NoDescriptorException.failed("pipe2", ends);
    }
    int out = (int) ends;
    int in = (int) (ends >>> Integer.SIZE);
    Pipe made = null;
    try {
      int capacity = linux.resizePipe(in, CAPACITY);
      made = new Pipe(linux, out, in, capacity > 0 ? capacity : USUAL_CAPACITY);
      return made;
    } finally {
      if (made == null) {
        Pipe.close(linux, out, in);
      }
    }
  }

  /** Takes an empty pipe back. */
  void give(Pipe pipe) {
    boolean added = false;
    try {
      closeWhenCollected();
      added = kept.add(pipe);
    } finally {
      if (!added) {
        pipe.close();
      }
    }
  }

  @SuppressWarnings("restricted") // the address is never used
  private void closeWhenCollected() {
    if (collected == null && watched.compareAndSet(false, true)) {
      Kept mine = kept; // what is collected must not be held by what is done then
      Arena arena = Arena.ofAuto();
      MemorySegment.NULL.reinterpret(arena, nothing -> mine.close());
      collected = arena;
    }
  }

  @Override
  public void close() {
    kept.close();
  }

  /** The pipes, apart from the object whose end is theirs. */
  private static final class Kept {

    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Pipe> pipes = new ArrayDeque<>();
    private boolean closed;

    @Nullable Pipe take() {
      lock.lock();
      try {
        return pipes.pollLast();
      } finally {
        lock.unlock();
      }
    }

    boolean add(Pipe pipe) {
      lock.lock();
      try {
        return !closed && pipes.size() < MOST_KEPT && pipes.add(pipe);
      } finally {
        lock.unlock();
      }
    }

    void close() {
      lock.lock();
      try {
        closed = true;
        pipes.forEach(Pipe::close);
        pipes.clear();
      } finally {
        lock.unlock();
      }
    }
  }
}
