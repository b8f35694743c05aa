package dev.sendfile.ffm;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;

/**
 * The system calls that strategies make. Each returns what the call returned or, if it failed, the
 * negated number of the error, as the kernel itself does. None retries, none throws.
 *
 * <p>Safe for use by many threads.
 */
interface Linux {

  /** An offset that stands for the position of the open file itself, which the call moves on. */
  long OWN_POSITION = -1;

  /** Something can be read. */
  short READABLE = 0x001; // POLLIN

  /** Something can be written. */
  short WRITABLE = 0x004; // POLLOUT

  // ---- moving bytes

  /** {@code sendfile(2)} from a position of a file. */
  long sendfile(int target, int source, long position, long count);

  /**
   * {@code splice(2)}.
   *
   * @param mayWait whether the call may wait for a pipe, and for a socket in blocking mode
   */
  long splice(
      int source, long position, int target, long targetPosition, long count, boolean mayWait);

  /** {@code copy_file_range(2)}. */
  long copyFileRange(int source, long position, int target, long targetPosition, long count);

  /** {@code ioctl(2)} with {@code FICLONERANGE}: 0, or why not. */
  long cloneRange(int source, long position, int target, long targetPosition, long count);

  /**
   * {@code sendmsg(2)} of two pieces of memory, which does not wait for the socket.
   *
   * @param first native memory that goes first; may be empty
   * @param second native memory that follows; may be empty
   * @param more whether the kernel may hold back a last short segment, as more follows
   */
  long send(int socket, MemorySegment first, MemorySegment second, boolean more);

  /** {@code pread(2)} into a direct buffer, which is not moved on. */
  long read(int file, ByteBuffer into, long position);

  /** {@code read(2)} into a direct buffer, which is not moved on. */
  long read(int pipe, ByteBuffer into);

  // ---- descriptors

  /** {@code open(2)} for reading, never waiting, never passed on to child processes. */
  int open(String path);

  /** A second descriptor of the same open file, not passed on to child processes. */
  int duplicate(int descriptor);

  /** {@code close(2)}. */
  int close(int descriptor);

  /** {@code pipe2(2)}: the end to read from in the low half, the other one in the high half. */
  long pipe();

  /** The size of the buffer of a pipe in bytes, after it was asked to become so large. */
  int resizePipe(int pipe, int bytes);

  /** Whether a descriptor is in non-blocking mode: 1 if so, 0 if not. */
  int isNonBlocking(int descriptor);

  /** Waits until one of some events is there, for a number of milliseconds at most: 1 if it is. */
  int poll(int descriptor, short events, int millis);

  /** The size of a page of memory. */
  int pageSize();

  /** The size of a file. */
  long size(int file);

  /** The position of an open file. */
  long position(int file);

  // ---- sockets

  /** How long a blocking call waits for a socket, in microseconds; 0 for as long as it takes. */
  long timeout(int socket, Direction direction);

  /** Sets what {@link #timeout} tells. */
  int setTimeout(int socket, Direction direction, long micros);

  /** Which sockets have a time of ours by now. */
  SocketTimeouts timeouts();

  /**
   * Ends a connection for all descriptors of it: calls under way come back, and later ones fail or
   * find an end. What is sent is ended both ways. What is received is ended on this side alone, so
   * that the peer hears how it ends, by an orderly end or a reset, from closing the last
   * descriptor. {@code shutdown(2)}.
   */
  int shutdown(int socket, Direction direction);

  /** Lets {@code close} return at once where the last bytes were to be waited for. */
  int dontLinger(int socket);

  /** The address of this side, or of the other one; {@code null} for none, or none of IP. */
  @org.jspecify.annotations.Nullable
  IpAddress address(int socket, Side side);

  /** Which way bytes go. */
  enum Direction {
    RECEIVE,
    SEND
  }

  /** Which end of a connection. */
  enum Side {
    LOCAL,
    PEER
  }
}
