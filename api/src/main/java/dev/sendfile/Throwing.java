package dev.sendfile;

import java.nio.channels.ClosedByInterruptException;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Passes on what was thrown, of whichever class it is. */
final class Throwing {

  private Throwing() {}

  /**
   * Throws something as it is: code that was not compiled by javac throws what it did not declare.
   *
   * @return nothing: callers throw what it returns, so that the compiler sees that they end
   */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  static <E extends Throwable> E as(Throwable thrown) throws E {
    throw (E) thrown;
  }

  /**
   * Keeps both of two failures: the later one neither hides the first nor is lost.
   *
   * @return the first that there is, with the other one suppressed in it
   */
  static @Nullable Throwable firstOf(@Nullable Throwable first, @Nullable Throwable next) {
    if (first == null || next == null) {
      return first == null ? next : first;
    }
    if (!leadsTo(next, first)) {
      first.addSuppressed(next);
    }
    return first;
  }

  /**
   * Finds the interrupt that closed a channel during a call of it. The JDK throws this instead of
   * telling how many bytes the call has moved; a strategy may have wrapped it.
   *
   * @return the exception of the channel; {@code null} if it was none
   */
  static @Nullable ClosedByInterruptException interruptOf(@Nullable Throwable thrown) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Throwable it = thrown; it != null && seen.add(it); it = it.getCause()) {
      if (it instanceof ClosedByInterruptException found) {
        return found;
      }
    }
    return null;
  }

  /** Whether a throwable is another one or was caused by it. */
  @SuppressWarnings("ReferenceEquality") // the very object
  static boolean leadsTo(Throwable thrown, Throwable cause) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Throwable it = thrown; it != null && seen.add(it); it = it.getCause()) {
      if (it == cause) {
        return true;
      }
    }
    return false;
  }
}
