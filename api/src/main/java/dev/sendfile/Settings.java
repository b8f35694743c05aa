package dev.sendfile;

import dev.sendfile.internal.choice.Policy;
import dev.sendfile.spi.Options;
import dev.sendfile.spi.Techniques;
import dev.sendfile.spi.TransferSelector;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What a user has set.
 *
 * @param force a strategy or technique; {@code null} for none
 * @param selector decides where nothing is forced; {@code null} for the one that is deployed, or
 *     the ranking
 * @param options sizes
 * @param writeTimeout nanoseconds without progress on the target; 0 for none
 * @param readTimeout nanoseconds without progress on the source; 0 for none
 * @param listener hears of all transfers
 */
record Settings(
    @Nullable String force,
    @Nullable TransferSelector selector,
    Options options,
    long writeTimeout,
    long readTimeout,
    @Nullable TransferListener listener) {

  /** The word that stands for no force. */
  private static final String NOTHING = "nothing";

  static final Settings DEFAULTS = new Settings(null, null, Options.DEFAULTS, 0, 0, null);

  Settings withForce(String name) {
    String forced = name.equals(NOTHING) ? null : Techniques.canonical(name);
    return new Settings(forced, selector, options, writeTimeout, readTimeout, listener);
  }

  Settings withSelector(TransferSelector chosen) {
    return new Settings(force, chosen, options, writeTimeout, readTimeout, listener);
  }

  Settings withBufferSize(int bytes) {
    requirePositive("bufferSize", bytes);
    Options sized = new Options(bytes, options.chunkSize());
    return new Settings(force, selector, sized, writeTimeout, readTimeout, listener);
  }

  Settings withChunkSize(long bytes) {
    requirePositive("chunkSize", bytes);
    Options sized = new Options(options.bufferSize(), bytes);
    return new Settings(force, selector, sized, writeTimeout, readTimeout, listener);
  }

  Settings withWriteTimeout(Duration timeout) {
    return new Settings(
        force, selector, options, nanos("writeTimeout", timeout), readTimeout, listener);
  }

  Settings withReadTimeout(Duration timeout) {
    return new Settings(
        force, selector, options, writeTimeout, nanos("readTimeout", timeout), listener);
  }

  Settings withListener(TransferListener told) {
    return new Settings(force, selector, options, writeTimeout, readTimeout, told);
  }

  Policy policy(@Nullable TransferSelector deployed) {
    return new Policy(force, selector != null ? selector : deployed);
  }

  boolean hasTimeout() {
    return writeTimeout > 0 || readTimeout > 0;
  }

  String writeTimeoutText() {
    return text(writeTimeout);
  }

  String readTimeoutText() {
    return text(readTimeout);
  }

  /** For example {@code 1.5s}: ISO-8601 without its prefix. */
  private static String text(long nanos) {
    return Duration.ofNanos(nanos).toString().substring(2).toLowerCase(Locale.ROOT);
  }

  private static void requirePositive(String what, long bytes) {
    if (bytes <= 0) {
      throw new IllegalArgumentException(
          what + " " + bytes + " is not positive; give a number of bytes, at least 1");
    }
  }

  private static long nanos(String what, Duration timeout) {
    if (timeout.isNegative() || timeout.isZero()) {
      throw new IllegalArgumentException(
          what + " " + timeout + " is not positive; leave it unset to wait for ever");
    }
    return TimeUnit.NANOSECONDS.convert(timeout); // saturates
  }
}
