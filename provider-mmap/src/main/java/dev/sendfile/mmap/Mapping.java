package dev.sendfile.mmap;

import dev.sendfile.spi.Availability;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file in memory, for reading, until it is closed: not until the collector comes by.
 * This is how Java 17 to 21 do it; for later ones there is a class of this name that uses an arena.
 *
 * <p>Nobody may touch the buffer, or a view of it, once it is closed: the JVM would crash.
 */
final class Mapping implements AutoCloseable {

  private final ByteBuffer buffer;

  private Mapping(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  /**
   * Tells whether a mapping can be closed at all.
   *
   * @return whether it can, the same at every call
   */
  static Availability availability() {
    return Unmapper.AVAILABILITY;
  }

  /**
   * Maps a part of a file.
   *
   * @param oneThread whether the thread that maps is the only one that will use and close it
   * @throws IOException if the system does not map it
   */
  static Mapping of(FileChannel file, long position, long length, boolean oneThread)
      throws IOException {
    ByteBuffer buffer = file.map(FileChannel.MapMode.READ_ONLY, position, length);
    Mapping made = null;
    try {
      made = new Mapping(buffer);
      return made;
    } finally {
      if (made == null) {
        Unmapper.unmap(buffer);
      }
    }
  }

  /** The bytes, from 0 to the capacity. */
  ByteBuffer buffer() {
    return buffer;
  }

  @Override
  public void close() {
    Unmapper.unmap(buffer);
  }

  /** The only way before Java 22; found by name, because the compiler warns of its class. */
  private static final class Unmapper {

    private static final @Nullable Object UNSAFE;
    private static final @Nullable Method INVOKE_CLEANER;
    static final Availability AVAILABILITY;

    static {
      Object unsafe = null;
      Method invokeCleaner = null;
      Availability availability = Availability.available();
      try {
        Class<?> type = Class.forName("sun.misc.Unsafe");
        Field instance = type.getDeclaredField("theUnsafe");
        instance.setAccessible(true);
        unsafe = instance.get(null);
        invokeCleaner = type.getMethod("invokeCleaner", ByteBuffer.class);
      } catch (ReflectiveOperationException | RuntimeException e) {
        availability =
            new Availability.Unavailable(
                "this JVM hides sun.misc.Unsafe, without which a mapping outlives its transfer",
                "add the module jdk.unsupported to the runtime, in an OSGi framework let the system"
                    + " bundle export sun.misc, or run on Java 22 or later",
                e);
      }
      UNSAFE = unsafe;
      INVOKE_CLEANER = invokeCleaner;
      AVAILABILITY = availability;
    }

    static void unmap(ByteBuffer mapped) {
      if (INVOKE_CLEANER == null) {
        return; // never reached: a strategy that is not available maps nothing
      }
      try {
        INVOKE_CLEANER.invoke(UNSAFE, mapped);
      } catch (IllegalAccessException | InvocationTargetException e) {
        throw new IllegalStateException(
            "a mapping cannot be closed; run on Java 22 or later, or without this strategy", e);
      }
    }
  }
}
