package dev.sendfile.mmap;

import java.lang.reflect.Field;

/** A page of this machine's memory. */
final class Page {

  /** No system that Java runs on has larger ones, in bytes: 64 KiB. */
  static final int LARGEST = 64 << 10;

  /** Its size in bytes; the largest there is, if this JVM does not tell. */
  static final int SIZE = size();

  private Page() {}

  /** No public class tells; found by name, because the compiler warns of the one that does. */
  private static int size() {
    try {
      Class<?> type = Class.forName("sun.misc.Unsafe");
      Field instance = type.getDeclaredField("theUnsafe");
      instance.setAccessible(true);
      return (int) type.getMethod("pageSize").invoke(instance.get(null));
    } catch (ReflectiveOperationException | RuntimeException e) {
      return LARGEST;
    }
  }
}
