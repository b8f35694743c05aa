package dev.sendfile.internal.settings;

import dev.sendfile.spi.Options;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** The ranges of what can be set, whoever sets it. */
public final class Limits {

  private Limits() {}

  /**
   * Sets the size of buffers.
   *
   * @param options what else is set
   * @param bytes the size, in 1..16 MiB
   * @return the options with it
   * @throws IllegalArgumentException if it is out of range
   */
  public static Options bufferSize(Options options, int bytes) {
    requirePositive("bufferSize", bytes);
    return new Options(bytes, options.chunkSize());
  }

  /**
   * Sets the most that a step moves.
   *
   * @param options what else is set
   * @param bytes the number, at least 1
   * @return the options with it
   * @throws IllegalArgumentException if it is out of range
   */
  public static Options chunkSize(Options options, long bytes) {
    requirePositive("chunkSize", bytes);
    return new Options(options.bufferSize(), bytes);
  }

  /**
   * Checks a timeout.
   *
   * @param what its name
   * @param timeout the timeout
   * @return its nanoseconds, at least 1
   * @throws IllegalArgumentException if it is not positive
   */
  public static long timeout(String what, Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException(
          what + " " + timeout + " is not positive; leave it unset to wait for ever");
    }
    return TimeUnit.NANOSECONDS.convert(timeout); // saturates
  }

  private static void requirePositive(String what, long bytes) {
    if (bytes <= 0) {
      throw new IllegalArgumentException(
          what + " " + bytes + " is not positive; give a number of bytes, at least 1");
    }
  }
}
