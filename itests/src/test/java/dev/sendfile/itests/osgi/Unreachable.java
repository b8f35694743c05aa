package dev.sendfile.itests.osgi;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.ref.WeakReference;
import java.lang.runtime.ObjectMethods;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** Waits for class loaders to go. */
final class Unreachable {

  private record Linked(String text) {}

  private Unreachable() {}

  static void await(WeakReference<ClassLoader> loader, String of) {
    forgetLastLinkedRecord();
    Awaitility.await("the class loader of " + of + " is unreachable")
        .atMost(Duration.ofSeconds(15))
        .until(
            () -> {
              System.gc();
              return loader.get() == null;
            });
  }

  /**
   * Java 17 keeps the types of the record components that were linked last, in the method handles
   * of java.lang.runtime.ObjectMethods, whoever they belong to: make that types of its own.
   */
  private static void forgetLastLinkedRecord() {
    MethodHandles.Lookup lookup = MethodHandles.lookup();
    try {
      MethodHandle text =
          lookup.findVirtual(Linked.class, "text", MethodType.methodType(String.class));
      for (String method : List.of("equals", "hashCode", "toString")) {
        ObjectMethods.bootstrap(lookup, method, MethodHandle.class, Linked.class, "text", text);
      }
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }
}
