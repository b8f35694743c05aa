package dev.sendfile.internal.framework;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.BiConsumer;

/**
 * Objects of users that may hold something of a strategy after a transfer has ended: prepared
 * files, with a mapping for example. When a strategy goes, they let go. Does not keep them alive.
 * Safe for use by many threads.
 */
public final class Holders {

  private final Map<Object, BiConsumer<Object, ClassLoader>> holders =
      Collections.synchronizedMap(new WeakHashMap<>());

  /** For a registry. */
  Holders() {}

  /**
   * Adds a holder that was just made, if this is a framework.
   *
   * @param <T> its type
   * @param type its type
   * @param holder the holder
   * @param letGo makes it close and forget what classes of a loader it holds; must not refer to the
   *     holder
   */
  public static <T> void follow(Class<T> type, T holder, BiConsumer<T, ClassLoader> letGo) {
    Registry framework = Registry.ofFramework();
    if (framework != null) {
      framework.holders().holders.put(holder, (it, loader) -> letGo.accept(type.cast(it), loader));
    }
  }

  /**
   * A strategy has gone.
   *
   * @param loader the class loader of its bundle
   */
  public void letGo(ClassLoader loader) {
    List<Object> all;
    synchronized (holders) {
      all = new ArrayList<>(holders.keySet());
    }
    for (Object holder : all) {
      BiConsumer<Object, ClassLoader> letGo = holders.get(holder);
      if (letGo != null) {
        letGo.accept(holder, loader);
      }
    }
  }
}
