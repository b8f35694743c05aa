package dev.sendfile.ffm;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/**
 * The C library's functions, linked when this class is initialized, which takes about a tenth of a
 * second.
 *
 * <p>All of them are linked with one shape, six words to one word: nearly all of the time goes into
 * the first function of a shape. On the processors that are supported ({@link Platform}) integers
 * and pointers are passed in registers of 64 bits, of which a function reads as many as it has
 * parameters, and as much of each as it is wide. What functions return that return an {@code int}
 * is cut to one.
 */
final class LinkedLinux implements Linux {

  private static final FunctionDescriptor SIX_WORDS =
      FunctionDescriptor.of(
          JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);

  private static final MethodHandle SENDFILE = link("sendfile");
  private static final MethodHandle SPLICE = link("splice");
  private static final MethodHandle COPY_FILE_RANGE = link("copy_file_range");
  private static final MethodHandle IOCTL = link("ioctl");
  private static final MethodHandle SENDMSG = link("sendmsg");
  private static final MethodHandle PREAD = link("pread");
  private static final MethodHandle READ = link("read");
  private static final MethodHandle OPEN = link("open");
  private static final MethodHandle FCNTL = link("fcntl");
  private static final MethodHandle CLOSE = link("close");
  private static final MethodHandle PIPE2 = link("pipe2");
  private static final MethodHandle POLL = link("poll");
  private static final MethodHandle STATX = link("statx");
  private static final MethodHandle LSEEK = link("lseek");
  private static final MethodHandle GETSOCKOPT = link("getsockopt");
  private static final MethodHandle SETSOCKOPT = link("setsockopt");
  private static final MethodHandle GETPAGESIZE = link("getpagesize");
  private static final MethodHandle SHUTDOWN = link("shutdown");
  private static final MethodHandle GETSOCKNAME = link("getsockname");
  private static final MethodHandle GETPEERNAME = link("getpeername");

  // asm-generic, which x86-64, ARM and RISC-V share
  private static final long O_RDONLY = 0;
  private static final int O_NONBLOCK = 0x800;
  private static final long O_CLOEXEC = 0x80000;
  private static final long O_NOCTTY = 0x100;
  private static final long F_GETFL = 3;
  private static final long F_SETPIPE_SZ = 1031;
  private static final long F_DUPFD_CLOEXEC = 1030;
  private static final long FICLONERANGE = 0x4020940dL;
  private static final long SPLICE_F_MOVE = 1;
  private static final long SPLICE_F_NONBLOCK = 2;
  private static final long MSG_DONTWAIT = 0x40;
  private static final long MSG_NOSIGNAL = 0x4000;
  private static final long MSG_MORE = 0x8000;
  private static final long SOL_SOCKET = 1;
  private static final long SO_LINGER = 13;
  private static final long SO_RCVTIMEO = 20;
  private static final long SO_SNDTIMEO = 21;
  private static final long SHUT_RD = 0;
  private static final long SHUT_RDWR = 2;
  private static final long SEEK_CUR = 1;
  private static final long AT_EMPTY_PATH = 0x1000;
  private static final long STATX_SIZE = 0x200;
  private static final long STX_SIZE = 40; // of struct statx
  private static final short AF_INET = 2;
  private static final short AF_INET6 = 10;
  private static final long MICROS = 1_000_000;

  /** One for the process, as there is but one of each socket whose options it changes. */
  static final Linux INSTANCE = new LinkedLinux();

  private final Scratch.Pool scratches = new Scratch.Pool();
  private final SocketTimeouts timeouts = new SocketTimeouts();

  private LinkedLinux() {}

  @SuppressWarnings("restricted") // what this module is for
  private static MethodHandle link(String function) {
    Linker linker = Linker.nativeLinker();
    MemorySegment address =
        linker
            .defaultLookup()
            .find(function)
            .orElseThrow(() -> new UnsatisfiedLinkError("the C library has no " + function));
    return linker.downcallHandle(address, SIX_WORDS, Linker.Option.captureCallState("errno"));
  }

  // ---- moving bytes

  @Override
  public long sendfile(int target, int source, long position, long count) {
    Scratch it = scratches.take();
    try {
      long n =
          (long)
              SENDFILE.invokeExact(
                  it.state(), (long) target, (long) source, it.first(position), count, 0L, 0L);
      return n < 0 ? it.negatedErrno() : n;
    } catch (Throwable e) {
      throw impossible(e);
    } finally {
      scratches.give(it);
    }
  }

  @Override
  public long splice(
      int source, long position, int target, long targetPosition, long count, boolean mayWait) {
    Scratch it = scratches.take();
    try {
      long n =
          (long)
              SPLICE.invokeExact(
                  it.state(),
                  (long) source,
                  it.first(position),
                  (long) target,
                  it.second(targetPosition),
                  count,
                  mayWait ? SPLICE_F_MOVE : SPLICE_F_MOVE | SPLICE_F_NONBLOCK);
      return n < 0 ? it.negatedErrno() : n;
    } catch (Throwable e) {
      throw impossible(e);
    } finally {
      scratches.give(it);
    }
  }

  @Override
  public long copyFileRange(
      int source, long position, int target, long targetPosition, long count) {
    Scratch it = scratches.take();
    try {
      long n =
          (long)
              COPY_FILE_RANGE.invokeExact(
                  it.state(),
                  (long) source,
                  it.first(position),
                  (long) target,
                  it.second(targetPosition),
                  count,
                  0L);
      return n < 0 ? it.negatedErrno() : n;
    } catch (Throwable e) {
      throw impossible(e);
    } finally {
      scratches.give(it);
    }
  }

  @Override
  public long cloneRange(int source, long position, int target, long targetPosition, long count) {
    Scratch it = scratches.take();
    try {
      MemorySegment range = it.structure(); // struct file_clone_range
      range.set(JAVA_LONG, 0, source);
      range.set(JAVA_LONG, 8, position);
      range.set(JAVA_LONG, 16, count);
      range.set(JAVA_LONG, 24, targetPosition);
      return call(IOCTL, it, target, FICLONERANGE, range.address(), 0, 0);
    } finally {
      scratches.give(it);
    }
  }

  @Override
  public long send(int socket, MemorySegment first, MemorySegment second, boolean more) {
    Scratch it = scratches.take();
    try {
      MemorySegment message = it.structure(); // struct msghdr, then two struct iovec
      long pieces = message.address() + 64;
      message.set(JAVA_LONG, 0, 0);
      message.set(JAVA_LONG, 8, 0);
      message.set(JAVA_LONG, 16, pieces);
      message.set(JAVA_LONG, 24, 2);
      message.set(JAVA_LONG, 32, 0);
      message.set(JAVA_LONG, 40, 0);
      message.set(JAVA_LONG, 48, 0);
      message.set(JAVA_LONG, 64, first.address());
      message.set(JAVA_LONG, 72, first.byteSize());
      message.set(JAVA_LONG, 80, second.address());
      message.set(JAVA_LONG, 88, second.byteSize());
      long flags = MSG_DONTWAIT | MSG_NOSIGNAL | (more ? MSG_MORE : 0);
      long n =
          (long)
              SENDMSG.invokeExact(it.state(), (long) socket, message.address(), flags, 0L, 0L, 0L);
      return n < 0 ? it.negatedErrno() : n;
    } catch (Throwable e) {
      throw impossible(e);
    } finally {
      Reference.reachabilityFence(first);
      Reference.reachabilityFence(second);
      scratches.give(it);
    }
  }

  @Override
  public long read(int file, ByteBuffer into, long position) {
    Scratch it = scratches.take();
    try {
      MemorySegment memory = MemorySegment.ofBuffer(into);
      long n =
          (long)
              PREAD.invokeExact(
                  it.state(), (long) file, memory.address(), memory.byteSize(), position, 0L, 0L);
      return n < 0 ? it.negatedErrno() : n;
    } catch (Throwable e) {
      throw impossible(e);
    } finally {
      Reference.reachabilityFence(into);
      scratches.give(it);
    }
  }

  @Override
  public long read(int pipe, ByteBuffer into) {
    Scratch it = scratches.take();
    try {
      MemorySegment memory = MemorySegment.ofBuffer(into);
      long n =
          (long)
              READ.invokeExact(
                  it.state(), (long) pipe, memory.address(), memory.byteSize(), 0L, 0L, 0L);
      return n < 0 ? it.negatedErrno() : n;
    } catch (Throwable e) {
      throw impossible(e);
    } finally {
      Reference.reachabilityFence(into);
      scratches.give(it);
    }
  }

  // ---- descriptors

  @Override
  public int open(String path) {
    try (Arena arena = Arena.ofConfined()) {
      byte[] bytes = path.getBytes(PATHS); // which may be none that allocateFrom knows
      MemorySegment name = arena.allocate(bytes.length + 1L); // all zero
      MemorySegment.copy(bytes, 0, name, JAVA_BYTE, 0, bytes.length);
      return call(OPEN, name.address(), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY, 0);
    }
  }

  /** How the JDK writes the names of files. */
  private static final Charset PATHS =
      Charset.forName(System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name()));

  @Override
  public int duplicate(int descriptor) {
    return call(FCNTL, descriptor, F_DUPFD_CLOEXEC, 0);
  }

  @Override
  public int close(int descriptor) {
    return call(CLOSE, descriptor, 0, 0);
  }

  @Override
  public long pipe() {
    Scratch it = scratches.take();
    try {
      MemorySegment ends = it.structure();
      int done = call(PIPE2, it, ends.address(), O_CLOEXEC, 0, 0, 0);
      return done < 0 ? done : ends.get(JAVA_INT, 0) | (long) ends.get(JAVA_INT, 4) << 32;
    } finally {
      scratches.give(it);
    }
  }

  @Override
  public int resizePipe(int pipe, int bytes) {
    return call(FCNTL, pipe, F_SETPIPE_SZ, bytes);
  }

  @Override
  public int isNonBlocking(int descriptor) {
    int flags = call(FCNTL, descriptor, F_GETFL, 0);
    return flags < 0 ? flags : (flags & O_NONBLOCK) == 0 ? 0 : 1;
  }

  @Override
  public int pageSize() {
    return call(GETPAGESIZE, 0, 0, 0);
  }

  @Override
  public int poll(int descriptor, short events, int millis) {
    Scratch it = scratches.take();
    try {
      MemorySegment asked = it.structure(); // struct pollfd
      asked.set(JAVA_INT, 0, descriptor);
      asked.set(JAVA_SHORT, 4, events);
      asked.set(JAVA_SHORT, 6, (short) 0);
      return call(POLL, it, asked.address(), 1, millis, 0, 0);
    } finally {
      scratches.give(it);
    }
  }

  @Override
  public long size(int file) {
    Scratch it = scratches.take();
    try {
      long noPath = it.first(0);
      MemorySegment facts = it.structure(); // struct statx
      int done = call(STATX, it, file, noPath, AT_EMPTY_PATH, STATX_SIZE, facts.address());
      return done < 0 ? done : facts.get(JAVA_LONG, STX_SIZE);
    } finally {
      scratches.give(it);
    }
  }

  @Override
  public long position(int file) {
    Scratch it = scratches.take();
    try {
      long n = (long) LSEEK.invokeExact(it.state(), (long) file, 0L, SEEK_CUR, 0L, 0L, 0L);
      return n < 0 ? it.negatedErrno() : n;
    } catch (Throwable e) {
      throw impossible(e);
    } finally {
      scratches.give(it);
    }
  }

  // ---- sockets

  @Override
  public long timeout(int socket, Direction direction) {
    Scratch it = scratches.take();
    try {
      MemorySegment time = it.structure(); // struct timeval
      int done =
          call(GETSOCKOPT, it, socket, SOL_SOCKET, option(direction), time.address(), it.first(16));
      return done < 0 ? done : time.get(JAVA_LONG, 0) * MICROS + time.get(JAVA_LONG, 8);
    } finally {
      scratches.give(it);
    }
  }

  @Override
  public int setTimeout(int socket, Direction direction, long micros) {
    return set(socket, option(direction), micros / MICROS, micros % MICROS, 16);
  }

  private static long option(Direction direction) {
    return direction == Direction.SEND ? SO_SNDTIMEO : SO_RCVTIMEO;
  }

  @Override
  public SocketTimeouts timeouts() {
    return timeouts;
  }

  @Override
  public int shutdown(int socket, Direction direction) {
    return call(SHUTDOWN, socket, direction == Direction.RECEIVE ? SHUT_RD : SHUT_RDWR, 0);
  }

  /** Only where it would wait: without a time, closing resets the connection, which is meant. */
  @Override
  public int dontLinger(int socket) {
    Scratch it = scratches.take();
    try {
      MemorySegment linger = it.structure(); // struct linger
      int done = call(GETSOCKOPT, it, socket, SOL_SOCKET, SO_LINGER, linger.address(), it.first(8));
      if (done < 0 || linger.get(JAVA_INT, 0) == 0 || linger.get(JAVA_INT, 4) == 0) {
        return done;
      }
    } finally {
      scratches.give(it);
    }
    return set(socket, SO_LINGER, 0, 0, 8);
  }

  private int set(int socket, long option, long first, long second, long size) {
    Scratch it = scratches.take();
    try {
      MemorySegment value = it.structure();
      value.set(JAVA_LONG, 0, first);
      value.set(JAVA_LONG, 8, second);
      return call(SETSOCKOPT, it, socket, SOL_SOCKET, option, value.address(), size);
    } finally {
      scratches.give(it);
    }
  }

  @Override
  public @Nullable IpAddress address(int socket, Side side) {
    Scratch it = scratches.take();
    try {
      MemorySegment name = it.structure(); // struct sockaddr
      long size = it.first(128);
      MethodHandle function = side == Side.LOCAL ? GETSOCKNAME : GETPEERNAME;
      int done = call(function, it, socket, name.address(), size, 0, 0);
      return done < 0 ? null : addressIn(name);
    } finally {
      scratches.give(it);
    }
  }

  private static @Nullable IpAddress addressIn(MemorySegment name) {
    short family = name.get(JAVA_SHORT, 0);
    if (family != AF_INET && family != AF_INET6) {
      return null;
    }
    int port = (name.get(JAVA_BYTE, 2) & 0xff) << 8 | (name.get(JAVA_BYTE, 3) & 0xff);
    byte[] bytes =
        family == AF_INET
            ? name.asSlice(4, 4).toArray(ValueLayout.JAVA_BYTE)
            : name.asSlice(8, 16).toArray(ValueLayout.JAVA_BYTE);
    return new IpAddress(bytes, port);
  }

  // ---- all

  private int call(MethodHandle function, long first, long second, long third) {
    Scratch it = scratches.take();
    try {
      return call(function, it, first, second, third, 0, 0);
    } finally {
      scratches.give(it);
    }
  }

  /**
   * For calls that return an {@code int} and move no bytes: here the handle need not be a constant,
   * without which the JVM makes slower code.
   */
  private static int call(
      MethodHandle function, Scratch it, long a, long b, long c, long d, long e) {
    try {
      int n = (int) (long) function.invokeExact(it.state(), a, b, c, d, e, 0L);
      return n < 0 ? it.negatedErrno() : n;
    } catch (Throwable thrown) {
      throw impossible(thrown);
    }
  }

  /** A handle of this shape throws nothing of its own; what the JVM throws goes on. */
  private static Error impossible(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw new LinkageError("a system call threw", thrown);
  }
}
