package dev.sendfile.ffm;

import dev.sendfile.spi.Plan;

/**
 * Tells when a call might block a carrier of virtual threads: on a socket in blocking mode that the
 * JDK has not yet switched to a non-blocking descriptor, as it does at its own first read or write
 * on a virtual thread. The engine's own page is that read or write, if a step says that it would
 * have to wait.
 */
final class Blocking {

  private final Linux linux;
  private final Held held;
  private boolean source;
  private boolean target;

  private Blocking(Linux linux, Held held, boolean source, boolean target) {
    this.linux = linux;
    this.held = held;
    this.source = source;
    this.target = target;
  }

  static Blocking of(Plan plan, Held held, Linux linux) {
    return new Blocking(
        linux,
        held,
        Ends.isBlockingSocket(plan.source()),
        // of channels the engine has had the target switched
        plan.target().blocking() && Ends.isPlainSocket(plan.target()));
  }

  boolean holdsCarrierForSource() {
    if (source && Thread.currentThread().isVirtual()) {
      source = linux.isNonBlocking(held.source().number()) == 0;
      return source;
    }
    return false;
  }

  boolean holdsCarrierForTarget() {
    if (target && Thread.currentThread().isVirtual()) {
      target = linux.isNonBlocking(held.target().number()) == 0;
      return target;
    }
    return false;
  }
}
