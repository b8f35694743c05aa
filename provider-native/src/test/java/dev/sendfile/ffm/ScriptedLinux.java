package dev.sendfile.ffm;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The real kernel, in which chosen calls fail, or move less than they were asked to. Knows which
 * descriptors it gave out, and lets no bytes move by any other: not by one that is closed, and not
 * by one of the JDK's own.
 */
final class ScriptedLinux implements Linux {

  /** What can be made to fail. */
  enum Call {
    SENDFILE,
    /** Between two descriptors that are not the session's own pipe. */
    SPLICE,
    SPLICE_INTO_OWN_PIPE,
    SPLICE_OUT_OF_OWN_PIPE,
    COPY_FILE_RANGE,
    CLONE_RANGE,
    SEND,
    PREAD,
    READ,
    OPEN,
    DUPLICATE,
    PIPE,
    POLL,
    SIZE,
    TIMEOUT,
    SET_TIMEOUT,
    SHUTDOWN
  }

  private record Fault(Call call, int nth, Errno error) {}

  private static final Linux KERNEL = LinkedLinux.INSTANCE;

  private final List<Fault> faults = new ArrayList<>();
  private final Map<Call, Integer> made = new EnumMap<>(Call.class);
  private final Set<Integer> open = ConcurrentHashMap.newKeySet();
  private final Set<Integer> pipes = ConcurrentHashMap.newKeySet();
  private final SocketTimeouts timeouts = new SocketTimeouts();
  private int all;
  private int throwingAt;
  private Error thrown;
  private long most = Long.MAX_VALUE;
  private boolean sharesBlocks;

  /** The n-th such call fails, counted from 1. */
  ScriptedLinux failing(Call call, int nth, Errno error) {
    faults.add(new Fault(call, nth, error));
    return this;
  }

  /** The n-th of all calls, counted from 1, throws; closing and giving back never do. */
  ScriptedLinux throwing(int nth, Error error) {
    throwingAt = nth;
    thrown = error;
    return this;
  }

  /** No call moves more bytes than that. */
  ScriptedLinux movingAtMost(long bytes) {
    most = bytes;
    return this;
  }

  /** Copies where the kernel would share blocks, as if every file system did. */
  ScriptedLinux sharingBlocks() {
    sharesBlocks = true;
    return this;
  }

  /** Descriptors that were given out and not closed. */
  Set<Integer> open() {
    return Set.copyOf(open);
  }

  synchronized int made(Call call) {
    return made.getOrDefault(call, 0);
  }

  /** 0, or the negated number of the error with which this call fails. */
  private synchronized int begin(Call call) {
    begin();
    return count(call);
  }

  private synchronized int count(Call call) {
    int nth = made.merge(call, 1, Integer::sum);
    for (Fault fault : faults) {
      if (fault.call == call && fault.nth == nth) {
        return -fault.error.number();
      }
    }
    return 0;
  }

  private synchronized void begin() {
    if (++all == throwingAt) {
      throw thrown;
    }
  }

  private void own(int... descriptors) {
    for (int each : descriptors) {
      if (!open.contains(each)) {
        throw new AssertionError("descriptor " + each + " is not one that is open and ours");
      }
    }
  }

  private int opened(int descriptor) {
    if (descriptor >= 0) {
      open.add(descriptor);
    }
    return descriptor;
  }

  // ---- moving bytes

  @Override
  public long sendfile(int target, int source, long position, long count) {
    own(target, source);
    int error = begin(Call.SENDFILE);
    return error < 0 ? error : KERNEL.sendfile(target, source, position, Math.min(count, most));
  }

  @Override
  public long splice(
      int source, long position, int target, long targetPosition, long count, boolean mayWait) {
    own(source, target);
    int error =
        begin(
            pipes.contains(source)
                ? Call.SPLICE_OUT_OF_OWN_PIPE
                : pipes.contains(target) ? Call.SPLICE_INTO_OWN_PIPE : Call.SPLICE);
    return error < 0
        ? error
        : KERNEL.splice(source, position, target, targetPosition, Math.min(count, most), mayWait);
  }

  @Override
  public long copyFileRange(
      int source, long position, int target, long targetPosition, long count) {
    own(source, target);
    int error = begin(Call.COPY_FILE_RANGE);
    return error < 0
        ? error
        : KERNEL.copyFileRange(source, position, target, targetPosition, Math.min(count, most));
  }

  @Override
  public long cloneRange(int source, long position, int target, long targetPosition, long count) {
    own(source, target);
    int error = begin(Call.CLONE_RANGE);
    if (error < 0 || !sharesBlocks) {
      return error < 0 ? error : KERNEL.cloneRange(source, position, target, targetPosition, count);
    }
    long done = 0;
    while (done < count) {
      long n =
          KERNEL.copyFileRange(
              source, position + done, target, targetPosition + done, count - done);
      if (n <= 0) {
        throw new AssertionError("the copy that stands for a clone ended at " + done);
      }
      done += n;
    }
    return 0;
  }

  @Override
  public long send(int socket, MemorySegment first, MemorySegment second, boolean more) {
    own(socket);
    int error = begin(Call.SEND);
    if (error < 0) {
      return error;
    }
    long one = Math.min(first.byteSize(), most);
    long two = Math.min(second.byteSize(), most - one);
    return KERNEL.send(socket, first.asSlice(0, one), second.asSlice(0, two), more);
  }

  @Override
  public long read(int file, ByteBuffer into, long position) {
    own(file);
    int error = begin(Call.PREAD);
    return error < 0 ? error : KERNEL.read(file, cut(into), position);
  }

  @Override
  public long read(int pipe, ByteBuffer into) {
    own(pipe);
    int error = begin(Call.READ);
    return error < 0 ? error : KERNEL.read(pipe, cut(into));
  }

  private ByteBuffer cut(ByteBuffer into) {
    return into.slice(into.position(), (int) Math.min(into.remaining(), most));
  }

  // ---- descriptors

  @Override
  public int open(String path) {
    int error = begin(Call.OPEN);
    return error < 0 ? error : opened(KERNEL.open(path));
  }

  @Override
  public int duplicate(int descriptor) {
    int error = begin(Call.DUPLICATE);
    return error < 0 ? error : opened(KERNEL.duplicate(descriptor));
  }

  @Override
  public int close(int descriptor) {
    own(descriptor);
    open.remove(descriptor);
    pipes.remove(descriptor);
    return KERNEL.close(descriptor);
  }

  @Override
  public long pipe() {
    int error = begin(Call.PIPE);
    if (error < 0) {
      return error;
    }
    long ends = KERNEL.pipe();
    pipes.add(opened((int) ends));
    pipes.add(opened((int) (ends >>> Integer.SIZE)));
    return ends;
  }

  @Override
  public int resizePipe(int pipe, int bytes) {
    own(pipe);
    begin();
    return KERNEL.resizePipe(pipe, bytes);
  }

  @Override
  public int isNonBlocking(int descriptor) {
    own(descriptor);
    begin();
    return KERNEL.isNonBlocking(descriptor);
  }

  @Override
  public int pageSize() {
    return KERNEL.pageSize();
  }

  @Override
  public int poll(int descriptor, short events, int millis) {
    own(descriptor);
    int error = begin(Call.POLL);
    return error < 0 ? error : KERNEL.poll(descriptor, events, millis);
  }

  @Override
  public long size(int file) {
    own(file);
    int error = begin(Call.SIZE);
    return error < 0 ? error : KERNEL.size(file);
  }

  @Override
  public long position(int file) {
    begin();
    return KERNEL.position(file);
  }

  // ---- sockets

  @Override
  public long timeout(int socket, Direction direction) {
    own(socket);
    int error = begin(Call.TIMEOUT);
    return error < 0 ? error : KERNEL.timeout(socket, direction);
  }

  @Override
  public int setTimeout(int socket, Direction direction, long micros) {
    own(socket);
    int error = micros == SocketTimeout.MICROS ? begin(Call.SET_TIMEOUT) : count(Call.SET_TIMEOUT);
    return error < 0 ? error : KERNEL.setTimeout(socket, direction, micros);
  }

  @Override
  public SocketTimeouts timeouts() {
    return timeouts;
  }

  @Override
  public int shutdown(int socket, Direction direction) {
    own(socket);
    begin(Call.SHUTDOWN);
    return KERNEL.shutdown(socket, direction);
  }

  @Override
  public int dontLinger(int socket) {
    own(socket);
    return KERNEL.dontLinger(socket);
  }

  @Override
  public IpAddress address(int socket, Side side) {
    begin();
    return KERNEL.address(socket, side); // of any, while it is looked for
  }
}
