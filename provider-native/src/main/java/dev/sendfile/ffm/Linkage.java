package dev.sendfile.ffm;

import dev.sendfile.spi.Availability;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * How one strategy comes to its system calls: not before the first transfer that wants them, and
 * not while a small one waits.
 */
final class Linkage {

  /** What was found out; one of the two is set. */
  private record Outcome(@Nullable Linux linux, Availability availability) {}

  private final Availability beforehand;
  private final AtomicBoolean started = new AtomicBoolean();
  private volatile @Nullable Outcome outcome;

  /**
   * Links nothing yet.
   *
   * @param beforehand whether there is anything against it that is known without trying; nobody
   *     links then
   */
  Linkage(Availability beforehand) {
    this.beforehand = beforehand;
  }

  /** Whether there is anything against linking, as far as that is known. */
  Availability availability() {
    Outcome known = outcome;
    return known == null ? beforehand : known.availability;
  }

  /**
   * Links now, which takes about a tenth of a second for the first in a process.
   *
   * @return the calls; {@code null} if they cannot be had: {@link #availability} tells why
   */
  @Nullable Linux link() {
    Outcome known = outcome;
    if (known == null) {
      known = attempt();
      outcome = known;
    }
    return known.linux;
  }

  /**
   * Links on a thread of its own, which ends when that is done; once.
   *
   * @return the calls, if that has been done; else {@code null}
   */
  @Nullable Linux linkedSoon() {
    Outcome known = outcome;
    if (known == null && started.compareAndSet(false, true)) {
      Thread thread = new Thread(null, this::link, "sendfile-native-link", 0, false);
      thread.setDaemon(true);
      thread.setContextClassLoader(null); // it must not keep an application's loader alive
      thread.start();
    }
    return known == null ? null : known.linux;
  }

  /** Two threads may do so at once: classes are initialized but once. */
  private static Outcome attempt() {
    try {
      Needed.load();
      return new Outcome(LinkedLinux.INSTANCE, Availability.available());
    } catch (LinkageError | IllegalCallerException e) {
      return new Outcome(null, unavailable(e));
    }
  }

  private static Availability unavailable(Throwable thrown) {
    if (thrown instanceof NoClassDefFoundError
        && thrown.getCause() instanceof ClassNotFoundException missing) {
      return new Availability.Unavailable(
          "a class of this provider could not be loaded: " + missing.getMessage(),
          "if its bundle was updated or uninstalled meanwhile, refresh it; if its jar was replaced,"
              + " restart the JVM",
          thrown);
    }
    if (Flags.nativeAccess()) {
      Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
      return new Availability.Unavailable(
          "the C library's functions cannot be linked: " + cause.getMessage(),
          "the other providers do without them",
          thrown);
    }
    return new Availability.Unavailable(
        "this JVM allows native access to no module that it was not told of",
        "start it with " + Flags.enableNativeAccess(),
        thrown);
  }
}
