package dev.sendfile.internal.end;

import dev.sendfile.spi.Keep;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What strategies keep with a prepared end, and how many transfers use it. Its owner counts as one;
 * who lets go last closes.
 */
final class Kept implements Keep {

  private final boolean mapping;
  private final AtomicInteger users = new AtomicInteger(1);
  private final Map<Class<?>, Optional<AutoCloseable>> things = new ConcurrentHashMap<>();
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ReentrantLock making = new ReentrantLock();

  Kept(boolean mapping) {
    this.mapping = mapping;
  }

  @Override
  public boolean mapping() {
    return mapping;
  }

  @Override
  public <T extends AutoCloseable> @Nullable T get(Class<T> type, Maker<T> maker) {
    Optional<AutoCloseable> thing = things.get(type);
    if (thing == null) {
      thing = make(type, maker);
    }
    return type.cast(thing.orElse(null));
  }

  @Override
  public <T extends AutoCloseable> @Nullable T find(Class<T> type) {
    Optional<AutoCloseable> thing = things.get(type);
    return thing == null ? null : type.cast(thing.orElse(null));
  }

  private <T extends AutoCloseable> Optional<AutoCloseable> make(Class<T> type, Maker<T> maker) {
    making.lock();
    try {
      Optional<AutoCloseable> made = things.get(type);
      if (made == null && users.get() == 0) {
        return Optional.empty(); // nobody would close it
      }
      if (made == null) {
        made = keep(type, make(maker));
      }
      return made;
    } finally {
      making.unlock();
    }
  }

  private Optional<AutoCloseable> keep(Class<?> type, @Nullable AutoCloseable thing) {
    boolean kept = false;
    try {
      Optional<AutoCloseable> made = Optional.ofNullable(thing);
      things.put(type, made);
      kept = true;
      return made;
    } finally {
      if (!kept && thing != null) {
        close(thing);
      }
    }
  }

  private static <T> @Nullable T make(Maker<T> maker) {
    try {
      return maker.make();
    } catch (IOException e) {
      System.getLogger("dev.sendfile")
          .log(Level.DEBUG, "a prepared end goes without what a strategy wanted to keep", e);
      return null;
    }
  }

  /** Whether a strategy keeps anything. */
  boolean holds() {
    return !things.isEmpty();
  }

  /** One more transfer uses this; {@code false} if it is closed already. */
  boolean retain() {
    int before;
    do {
      before = users.get();
    } while (before > 0 && !users.compareAndSet(before, before + 1));
    return before > 0;
  }

  /**
   * One fewer uses this.
   *
   * @return whether that was the last: all that was kept is closed
   */
  boolean release() {
    if (users.decrementAndGet() > 0) {
      return false;
    }
    making.lock();
    try {
      things.values().forEach(it -> it.ifPresent(Kept::close));
      things.clear();
    } finally {
      making.unlock();
    }
    return true;
  }

  /**
   * Whether something is kept whose class a loader has defined, or may be: who uses this now may go
   * by a strategy that went a moment ago.
   */
  boolean mayHold(ClassLoader loader) {
    return users.get() > 1 // asked first: who has let go keeps nothing more
        || things.keySet().stream().anyMatch(it -> loader.equals(it.getClassLoader()));
  }

  /** The owner lets go, which may be told more than once. */
  void close() {
    if (closed.compareAndSet(false, true)) {
      release();
    }
  }

  private static void close(AutoCloseable thing) {
    try {
      thing.close();
    } catch (Exception | Error e) { // its bundle may have gone, and classes with it
      System.getLogger("dev.sendfile").log(Level.WARNING, "closing " + thing + " failed", e);
    }
  }
}
