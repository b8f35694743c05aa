package dev.sendfile.internal.discovery;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that is made at its first use. If making it throws, so does the use, and the next one
 * tries again.
 *
 * @param <T> the value's type
 */
public final class Once<T> {

  private final ReentrantLock lock = new ReentrantLock();
  private final Supplier<T> maker;
  private volatile @Nullable T value;

  /**
   * Prepares the value.
   *
   * @param maker makes it
   */
  public Once(Supplier<T> maker) {
    this.maker = maker;
  }

  /**
   * Returns the value.
   *
   * @return the value, the same at every call
   */
  public T get() {
    T made = value;
    return made != null ? made : make();
  }

  private T make() {
    lock.lock();
    try {
      T made = value;
      if (made == null) {
        made = maker.get();
        value = made;
      }
      return made;
    } finally {
      lock.unlock();
    }
  }
}
