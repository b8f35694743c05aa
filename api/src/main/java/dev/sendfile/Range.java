package dev.sendfile;

import dev.sendfile.internal.end.EngineSource;
import dev.sendfile.internal.end.EngineTarget;
import dev.sendfile.internal.end.Opening;
import dev.sendfile.internal.file.PseudoFiles;
import dev.sendfile.spi.Lease;
import dev.sendfile.spi.Memory;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Source;
import java.io.IOException;
import java.nio.file.Path;

/** Settles which bytes of a source a request means. */
final class Range {

  private Range() {}

  /**
   * Finds where a range begins: a stream may stand behind its beginning.
   *
   * @throws RangeException if the range ends where no position reaches; no strategy could ask the
   *     system for it in a way that is answered in words
   */
  static long begin(EngineSource source, long offset, long length) throws IOException {
    long start = source.start();
    if (source.positional() && offset > Long.MAX_VALUE - start - Math.max(0, length)) {
      throw new RangeException(source.describe(), offset, length, source.size());
    }
    return start + offset;
  }

  /**
   * Checks that a target has positions for all that is to be written.
   *
   * @param framing bytes of header and trailer
   * @param length content bytes, or {@link Plan#TO_THE_END}
   * @throws RangeException if it has not
   */
  static void verify(EngineTarget target, Opening opening, int framing, long length)
      throws RangeException {
    long bytes = framing + Math.min(Math.max(0, length), Long.MAX_VALUE - framing);
    if (opening.hasOffset() && opening.offset() > Long.MAX_VALUE - bytes) {
      throw new RangeException(target.describe(), opening.offset(), bytes);
    }
  }

  /**
   * Settles the length. What a file held when the transfer began is sent, even if it grows.
   *
   * @return content bytes to send, or {@link Plan#TO_THE_END} where only the source's end tells. A
   *     length that was given is returned as it is: {@link #verify} it before bytes move
   * @throws RangeException if the offset lies beyond the source
   */
  static long settle(EngineSource source, long offset, long length, Engine engine)
      throws IOException {
    if (!source.positional()) {
      if (offset > 0) {
        throw new TransferException(
            source.describe()
                + " has no positions, so it cannot be sent from offset "
                + offset
                + "; send it from where it stands",
            null,
            Account.NOTHING,
            FailedEnd.NEITHER);
      }
      return length;
    }
    if (length > 0) {
      return length;
    }
    long size = verify(source, offset, length, engine);
    if (length == 0) {
      return 0;
    }
    return size == Source.UNKNOWN_SIZE ? Plan.TO_THE_END : size - offset;
  }

  /**
   * Checks that a file can be read, and that a range lies within it.
   *
   * <p>A size of 0 is not believed: files in {@code /proc} say so and hold bytes. A read tells.
   *
   * @return the size; {@link Source#UNKNOWN_SIZE} if the source tells none that is to be believed
   * @throws RangeException if the range does not lie within the source
   */
  static long verify(EngineSource source, long offset, long length, Engine engine)
      throws IOException {
    source.checkReadable();
    long size = source.size();
    if (size == Source.UNKNOWN_SIZE
        || (size == 0 && length != 0 && holdsByte(source, offset, engine))) {
      return Source.UNKNOWN_SIZE;
    }
    if (offset > size || length > size - offset) {
      throw new RangeException(source.describe(), offset, length, size);
    }
    return size;
  }

  static boolean holdsByte(EngineSource source, long position, Engine engine) throws IOException {
    try (Lease lease = engine.buffers().lease(1, Memory.DIRECT)) {
      return source.read(lease.buffer(), position) > 0;
    }
  }

  /** Whether a file of which nobody gave the length may end before its size says so. */
  static boolean mayEndEarly(EngineSource source, Plan plan) {
    return PseudoFiles.mayEndEarly(plan.offset() + plan.length(), source.as(Path.class));
  }

  /** Whether a file no longer holds the range of a plan that it held when the transfer began. */
  static boolean isShrunk(EngineSource source, Plan plan) {
    try {
      return source.positional()
          && plan.length() > 0
          && source.isOpen()
          && source.currentSize() < plan.offset() + plan.length();
    } catch (IOException e) {
      return false; // whatever hides the size is not a truncation
    }
  }
}
