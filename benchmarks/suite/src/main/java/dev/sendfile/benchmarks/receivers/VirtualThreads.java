package dev.sendfile.benchmarks.receivers;

import java.lang.reflect.InvocationTargetException;

/** Virtual threads, for code that is compiled for a Java that has none. */
final class VirtualThreads {

  private VirtualThreads() {}

  /** Whether this Java has them. */
  static boolean available() {
    return Runtime.version().feature() >= 21;
  }

  /** Starts one. */
  static void start(Runnable task) {
    try {
      Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
      throw new UnsupportedOperationException("no virtual threads on Java " + Runtime.version(), e);
    }
  }
}
