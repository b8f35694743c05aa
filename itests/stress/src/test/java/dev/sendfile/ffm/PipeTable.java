package dev.sendfile.ffm;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The descriptors of pipes, in memory: the model checker cannot look into the kernel. Nothing else
 * can be done here than to make, resize and close them.
 */
final class PipeTable implements Linux {

  private static final int SIZE = 16;
  private static final int FREE = 0;
  private static final int OPEN = 1;
  private static final int CLOSED = 2;

  private final AtomicIntegerArray states = new AtomicIntegerArray(SIZE);
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicInteger open = new AtomicInteger();

  /** Descriptors that are open. */
  int open() {
    return open.get();
  }

  @Override
  public long pipe() {
    int out = next.getAndAdd(2);
    change(out, FREE, OPEN, "made");
    change(out + 1, FREE, OPEN, "made");
    open.addAndGet(2);
    return out | (long) (out + 1) << Integer.SIZE;
  }

  @Override
  public int resizePipe(int pipe, int bytes) {
    return bytes;
  }

  @Override
  public int close(int descriptor) {
    change(descriptor, OPEN, CLOSED, "closed");
    open.decrementAndGet();
    return 0;
  }

  private void change(int descriptor, int from, int to, String what) {
    int found = states.compareAndExchange(descriptor, from, to);
    if (found != from) {
      throw new AssertionError(descriptor + " was " + what + " when its state was " + found);
    }
  }

  private static UnsupportedOperationException none() {
    return new UnsupportedOperationException("there are only pipes");
  }

  @Override
  public long sendfile(int target, int source, long position, long count) {
    throw none();
  }

  @Override
  public long splice(
      int source, long position, int target, long targetPosition, long count, boolean mayWait) {
    throw none();
  }

  @Override
  public long copyFileRange(
      int source, long position, int target, long targetPosition, long count) {
    throw none();
  }

  @Override
  public long cloneRange(int source, long position, int target, long targetPosition, long count) {
    throw none();
  }

  @Override
  public long send(int socket, MemorySegment first, MemorySegment second, boolean more) {
    throw none();
  }

  @Override
  public long read(int file, ByteBuffer into, long position) {
    throw none();
  }

  @Override
  public long read(int pipe, ByteBuffer into) {
    throw none();
  }

  @Override
  public int open(String path) {
    throw none();
  }

  @Override
  public int duplicate(int descriptor) {
    throw none();
  }

  @Override
  public int isNonBlocking(int descriptor) {
    throw none();
  }

  @Override
  public int poll(int descriptor, short events, int millis) {
    throw none();
  }

  @Override
  public long size(int file) {
    throw none();
  }

  @Override
  public long position(int file) {
    throw none();
  }

  @Override
  public long timeout(int socket, Direction direction) {
    throw none();
  }

  @Override
  public int setTimeout(int socket, Direction direction, long micros) {
    throw none();
  }

  @Override
  public int dontLinger(int socket) {
    throw none();
  }

  @Override
  public IpAddress address(int socket, Side side) {
    throw none();
  }
}
