package dev.sendfile;

import dev.sendfile.internal.end.Trust;
import dev.sendfile.internal.profile.Crossovers;
import dev.sendfile.internal.profile.ProfileInUse;
import dev.sendfile.internal.settings.Defaults;
import dev.sendfile.internal.settings.Limits;
import dev.sendfile.spi.Options;
import dev.sendfile.spi.Techniques;
import dev.sendfile.spi.TransferSelector;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What code has set. What it has not, an operator may have: see {@link #over}.
 *
 * @param force a strategy or technique, or {@code nothing}; {@code null} if not set
 * @param selector decides where nothing is forced; {@code null} if not set
 * @param options sizes
 * @param writeTimeout nanoseconds without progress on the target; 0 if not set
 * @param readTimeout nanoseconds without progress on the source; 0 if not set
 * @param listener hears of all transfers; {@code null} if not set
 * @param profile what was measured; {@code null} if not set
 * @param trust which objects are more than strangers
 */
record Settings(
    @Nullable String force,
    @Nullable TransferSelector selector,
    Options options,
    long writeTimeout,
    long readTimeout,
    @Nullable TransferListener listener,
    @Nullable ProfileInUse profile,
    Trust trust) {

  static final Settings NONE =
      new Settings(null, null, Options.DEFAULTS, 0, 0, null, null, Trust.JDK_ONLY);

  Settings withForce(String name) {
    String forced = Techniques.canonical(name);
    return new Settings(
        forced, selector, options, writeTimeout, readTimeout, listener, profile, trust);
  }

  Settings withSelector(TransferSelector chosen) {
    return new Settings(
        force, chosen, options, writeTimeout, readTimeout, listener, profile, trust);
  }

  Settings withBufferSize(int bytes) {
    return withOptions(Limits.bufferSize(options, bytes));
  }

  Settings withChunkSize(long bytes) {
    return withOptions(Limits.chunkSize(options, bytes));
  }

  private Settings withOptions(Options sizes) {
    return new Settings(
        force, selector, sizes, writeTimeout, readTimeout, listener, profile, trust);
  }

  Settings withWriteTimeout(Duration timeout) {
    long nanos = Limits.timeout("writeTimeout", timeout);
    return new Settings(force, selector, options, nanos, readTimeout, listener, profile, trust);
  }

  Settings withReadTimeout(Duration timeout) {
    long nanos = Limits.timeout("readTimeout", timeout);
    return new Settings(force, selector, options, writeTimeout, nanos, listener, profile, trust);
  }

  Settings withListener(TransferListener told) {
    return new Settings(force, selector, options, writeTimeout, readTimeout, told, profile, trust);
  }

  Settings withProfile(Profile measured) {
    ProfileInUse used = measured.inUse();
    return new Settings(force, selector, options, writeTimeout, readTimeout, listener, used, trust);
  }

  Settings withTrust(Class<?>... more) {
    Trust wider = trust.and(more);
    return new Settings(
        force, selector, options, writeTimeout, readTimeout, listener, profile, wider);
  }

  /**
   * Fills the gaps with what an operator has set.
   *
   * @return what holds; {@code nothing} has become none
   */
  Settings over(Defaults defaults) {
    Options sizes = defaults.options();
    return new Settings(
        force == null ? defaults.force() : force.equals(Defaults.NOTHING) ? null : force,
        selector,
        new Options(
            options.bufferSizeOr(sizes.bufferSize()),
            options.chunkSize() == Options.UNSET ? sizes.chunkSize() : options.chunkSize()),
        writeTimeout == 0 ? defaults.writeTimeout() : writeTimeout,
        readTimeout == 0 ? defaults.readTimeout() : readTimeout,
        listener,
        profile == null ? defaults.profile() : profile,
        trust);
  }

  /** What was measured, and holds here. */
  @Nullable Crossovers crossovers() {
    return profile == null ? null : profile.crossovers();
  }

  boolean hasTimeout() {
    return writeTimeout > 0 || readTimeout > 0;
  }
}
