package dev.sendfile.ffm;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * Reads a field, or calls a static method of one parameter, of a class that is not exported but
 * open.
 *
 * @param handle from an object to an object
 */
record Getter(MethodHandle handle) {

  private static final MethodType SHAPE = MethodType.methodType(Object.class, Object.class);

  /** A field. */
  static Getter field(String owner, String name, Class<?> type) {
    try {
      Class<?> from = classOf(owner);
      return new Getter(
          MethodHandles.privateLookupIn(from, MethodHandles.lookup())
              .findGetter(from, name, type)
              .asType(SHAPE));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(owner + "." + name, e);
    }
  }

  /** A static method. */
  static Getter method(String owner, String name, Class<?> result, Class<?> parameter) {
    try {
      Class<?> from = classOf(owner);
      return new Getter(
          MethodHandles.privateLookupIn(from, MethodHandles.lookup())
              .findStatic(from, name, MethodType.methodType(result, parameter))
              .asType(SHAPE));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(owner + "." + name, e);
    }
  }

  /** A class of the JDK, whose own loader knows it: that of a bundle knows what is exported. */
  static Class<?> classOf(String name) {
    try {
      return Class.forName(name, true, null);
    } catch (ClassNotFoundException e) {
      throw new LinkageError(name, e);
    }
  }

  /**
   * Reads.
   *
   * @throws ClassCastException if the object is of another class
   */
  Object of(Object object) {
    try {
      return (Object) handle.invokeExact(object);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new LinkageError("a getter threw", e);
    }
  }
}
