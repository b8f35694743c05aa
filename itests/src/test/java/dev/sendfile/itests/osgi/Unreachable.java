package dev.sendfile.itests.osgi;

import java.io.IOException;
import java.io.InputStream;
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

  private Unreachable() {}

  static void await(WeakReference<ClassLoader> loader, String of) {
    forgetLastLinkedRecord();
    Awaitility.await("the class loader of " + of + " is unreachable")
        .atMost(Duration.ofMinutes(1))
        .until(
            () -> {
              System.gc();
              return loader.get() == null;
            });
  }

  /**
   * The JDK keeps the type of the record component that was linked last, whoever it belongs to, in
   * the method handles of java.lang.runtime.ObjectMethods; from Java 19 on only as long as there is
   * room. Makes that a type that nobody knows.
   */
  private static void forgetLastLinkedRecord() {
    try {
      Class<?> linked = new OwnLoader().loadClass(LinkedRecord.class.getName());
      MethodHandles.Lookup lookup = MethodHandles.privateLookupIn(linked, MethodHandles.lookup());
      MethodHandle getter = lookup.findVirtual(linked, "component", MethodType.methodType(linked));
      for (String method : List.of("equals", "hashCode", "toString")) {
        ObjectMethods.bootstrap(lookup, method, MethodHandle.class, linked, "component", getter);
      }
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
  }

  /** Defines the one class anew. */
  private static final class OwnLoader extends ClassLoader {
    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.equals(LinkedRecord.class.getName())) {
        return super.loadClass(name, resolve);
      }
      try (InputStream in = LinkedRecord.class.getResourceAsStream("LinkedRecord.class")) {
        byte[] bytes = in.readAllBytes();
        return defineClass(name, bytes, 0, bytes.length);
      } catch (IOException e) {
        throw new ClassNotFoundException(name, e);
      }
    }
  }
}
