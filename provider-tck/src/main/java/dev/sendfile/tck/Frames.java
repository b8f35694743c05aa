package dev.sendfile.tck;

import java.util.Arrays;
import java.util.regex.Pattern;

/** Whose code a thread was in: of the JDK, the engine and the kit, or a strategy. */
final class Frames {

  private static final Pattern JDK = Pattern.compile("(java|javax|jdk|sun|com\\.sun)\\..*");

  private static final Pattern ENGINE_OR_KIT =
      Pattern.compile("dev\\.sendfile\\.((internal\\.\\w+|spi|tck|tck\\.fixture)\\.)?[A-Z][^.]*");

  private static final Pattern WAIT =
      Pattern.compile(
          "java\\.lang\\.Thread\\.(sleep|join).*|java\\.lang\\.Object\\.wait.*"
              + "|java\\.util\\.concurrent\\.locks\\.LockSupport\\.park.*");

  private static final Pattern SELECT = Pattern.compile(".*SelectorImpl\\.select.*");

  /** Calls that may wait: those of ends, for their peers, and locks, for a moment. */
  private static final Pattern MAY_WAIT =
      Pattern.compile(
          "(sun|java)\\.(nio|net|io)\\..*|java\\.util\\.concurrent\\.locks\\.(Reentrant|Stamped).*"
              + "|java\\.lang\\.(invoke\\.|ClassLoader).*|jdk\\.internal\\.loader\\..*");

  private static final Pattern PARK = Pattern.compile("sun\\.nio\\.ch\\..*\\.park.*");

  private final StackTraceElement[] stack;
  private final int caller;

  /**
   * Looks at a stack.
   *
   * @param stack as a thread gives it, the last call first
   */
  Frames(StackTraceElement[] stack) {
    this.stack = stack;
    int i = 0;
    while (i < stack.length && JDK.matcher(stack[i].getClassName()).matches()) {
      i++;
    }
    caller = i;
  }

  /** Looks at a stack without the calls of a class that are its last ones. */
  static Frames below(Class<?> top, StackTraceElement[] stack) {
    int i = 0;
    while (i < stack.length && stack[i].getClassName().equals(top.getName())) {
      i++;
    }
    return new Frames(Arrays.copyOfRange(stack, i, stack.length));
  }

  /** Whether the last code outside of the JDK is neither the engine's nor the kit's. */
  boolean isStrategys() {
    return caller < stack.length && !ENGINE_OR_KIT.matcher(stack[caller].getClassName()).matches();
  }

  /** Whether it waits, in no call of an end. */
  boolean isWaiting() {
    return isStrategys() && (has(SELECT) || (has(WAIT) && !has(MAY_WAIT)));
  }

  /** Whether the JDK has parked the thread until a channel is ready. */
  boolean isParkedByChannel() {
    return has(PARK);
  }

  private boolean has(Pattern pattern) {
    return Arrays.stream(stack)
        .limit(caller)
        .anyMatch(it -> pattern.matcher(it.getClassName() + "." + it.getMethodName()).matches());
  }

  /** The frames of the JDK, and the one that called them. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < Math.min(caller + 2, stack.length); i++) {
      text.append("\n  at ").append(stack[i]);
    }
    return text.toString();
  }
}
