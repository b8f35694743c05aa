package dev.sendfile.ffm;

import dev.sendfile.spi.Scope;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a step whose call failed: one row for each error that Linux documents for the
 * calls made here. An error that has no row is a failure.
 *
 * <p>A row with a {@link Scope} hands the step on to the next strategy; one without is a real
 * fault, which surfaces, with the words of the C library. {@link #EAGAIN} and {@link #EINTR} are
 * waited for where a call moves bytes.
 */
enum Errno {
  EPERM(1, Scope.PROCESS, "the call is not permitted, as by a seccomp filter"),
  ENOENT(2, Scope.ENDS, "no such file or directory"),
  EINTR(4, Scope.STEP, "a signal came first"),
  EIO(5, null, "Input/output error"),
  ENXIO(6, Scope.ENDS, "there is nothing behind it any more"),
  EBADF(9, Scope.ENDS, "one end was not opened for this, or appends"),
  EAGAIN(11, Scope.STEP, "nothing can be moved now"),
  ENOMEM(12, Scope.STEP, "the kernel is short of memory"),
  EACCES(13, Scope.ENDS, "permission denied"),
  EFAULT(14, Scope.ENDS, "bad address"),
  EBUSY(16, Scope.STEP, "it is busy"),
  EXDEV(18, Scope.ENDS, "the two files are on different file systems"),
  ENODEV(19, Scope.ENDS, "no such device"),
  ENOTDIR(20, Scope.ENDS, "a part of the path is no directory"),
  EISDIR(21, Scope.ENDS, "one end is a directory"),
  EINVAL(22, Scope.ENDS, "the kernel cannot do this between these two ends"),
  ENFILE(23, Scope.ENDS, "the system has no descriptor left"),
  EMFILE(24, Scope.ENDS, "the process has no descriptor left; raise its limit (ulimit -n)"),
  ENOTTY(25, Scope.ENDS, "the file system cannot do this"),
  ETXTBSY(26, Scope.ENDS, "one of the files is in use as swap space or as a program"),
  EFBIG(27, null, "File too large"),
  ENOSPC(28, null, "No space left on device"),
  ESPIPE(29, Scope.ENDS, "one end has no positions"),
  EROFS(30, null, "Read-only file system"),
  EPIPE(32, null, "Broken pipe"),
  ENAMETOOLONG(36, Scope.ENDS, "the path is too long"),
  ENOSYS(38, Scope.PROCESS, "this kernel does not have the call"),
  ELOOP(40, Scope.ENDS, "too many symbolic links"),
  EOVERFLOW(75, Scope.ENDS, "the position is too large for this end"),
  ENOTSOCK(88, Scope.ENDS, "it is not a socket"),
  EOPNOTSUPP(95, Scope.ENDS, "the file system or the socket does not support this"),
  ENETDOWN(100, null, "Network is down"),
  ENETUNREACH(101, null, "Network is unreachable"),
  ECONNABORTED(103, null, "Software caused connection abort"),
  ECONNRESET(104, null, "Connection reset by peer"),
  ENOBUFS(105, Scope.STEP, "the kernel is short of buffers"),
  ENOTCONN(107, null, "Transport endpoint is not connected"),
  ESHUTDOWN(108, null, "Cannot send after transport endpoint shutdown"),
  ETIMEDOUT(110, null, "Connection timed out"),
  EHOSTUNREACH(113, null, "No route to host"),
  ESTALE(116, null, "Stale file handle"),
  EDQUOT(122, null, "Disk quota exceeded");

  private static final Map<Integer, Errno> BY_NUMBER =
      Stream.of(values()).collect(Collectors.toMap(it -> it.number, Function.identity()));

  private final int number;
  private final @Nullable Scope scope;
  private final String reason;

  Errno(int number, @Nullable Scope scope, String reason) {
    this.number = number;
    this.scope = scope;
    this.reason = reason;
  }

  /** The number that the kernel gives it, on the processors that are supported. */
  int number() {
    return number;
  }

  /** How far it reaches; {@code null} for a fault that has to surface. */
  @Nullable Scope scope() {
    return scope;
  }

  /** In words for a user. */
  String reason() {
    return reason;
  }

  /** The row of a number; {@code null} for none. */
  static @Nullable Errno of(int number) {
    return BY_NUMBER.get(number);
  }

  /** Says that a call failed, with the name and the words of the error as far as it is known. */
  static String describe(String call, int number) {
    Errno known = of(number);
    return call + ": " + (known == null ? "errno " + number : known + " (" + known.reason + ")");
  }

  /** Whether a call failed since nothing can be moved now, or because it was not given the time. */
  static boolean isAgain(long result) {
    return result == -EAGAIN.number || result == -EINTR.number;
  }
}
