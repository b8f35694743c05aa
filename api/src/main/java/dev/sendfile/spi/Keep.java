package dev.sendfile.spi;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Where strategies keep what is costly to make, for as long as a prepared end lives: a mapping of a
 * file, a duplicated descriptor. Shared by all transfers of that end, so what is kept must be safe
 * for use by many threads.
 *
 * <p>What is kept is closed when the prepared end is closed, or when its file turned out to have
 * been changed or replaced, or when a strategy goes from a framework, and the last transfer that
 * uses it has ended: never during a step.
 */
public interface Keep {

  /**
   * Tells whether the owner allows a mapping of the whole file to be kept, because it is small and
   * will be sent many times.
   *
   * @return {@code true} if so
   */
  boolean mapping();

  /**
   * Returns what is kept under a type, and makes it at the first call. Two threads never make it
   * twice.
   *
   * @param <T> the type, a class of the provider's own
   * @param type the key
   * @param maker makes it; not called again after it failed once, which gives {@code null} from
   *     then on
   * @return what is kept, or {@code null} if it could not be made
   */
  <T extends AutoCloseable> @Nullable T get(Class<T> type, Maker<T> maker);

  /**
   * Returns what is kept under a type, and makes nothing: for those who would have to make a maker
   * for {@link #get} each time.
   *
   * @param <T> the type, a class of the provider's own
   * @param type the key
   * @return what is kept, or {@code null} if nothing is
   */
  default <T extends AutoCloseable> @Nullable T find(Class<T> type) {
    return null;
  }

  /**
   * Makes what shall be kept.
   *
   * @param <T> its type
   */
  @FunctionalInterface
  interface Maker<T> {
    /**
     * Makes it.
     *
     * @return what shall be kept
     * @throws IOException if it cannot be made
     */
    T make() throws IOException;
  }
}
