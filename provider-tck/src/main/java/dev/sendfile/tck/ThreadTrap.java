package dev.sendfile.tck;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a thread is made while a strategy is asked for something: a new thread inherits this
 * value, in the thread that makes it.
 */
final class ThreadTrap extends InheritableThreadLocal<@Nullable Scene> {

  ThreadTrap() {}

  @Override
  protected @Nullable Scene childValue(@Nullable Scene parent) {
    if (parent != null) {
      StackTraceElement[] stack = new Throwable().getStackTrace();
      Frames frames = Frames.below(ThreadTrap.class, stack);
      boolean carrier = // which the JDK makes for the virtual threads that it has
          Arrays.stream(stack).anyMatch(it -> it.getClassName().endsWith(".CarrierThread"));
      if (frames.isStrategys() && !carrier) {
        parent.note(Promise.STARTS_NO_THREADS, "it made a thread:" + frames);
      }
    }
    return null;
  }
}
