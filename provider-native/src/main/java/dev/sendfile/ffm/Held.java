package dev.sendfile.ffm;

import dev.sendfile.spi.End;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Source;
import dev.sendfile.spi.Step;
import dev.sendfile.spi.Target;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * What a session holds of its two ends, until it is closed.
 *
 * <p>A duplicate of a socket does not notice that the socket was closed: {@link #unblock} tells it.
 */
final class Held implements AutoCloseable {

  private final Descriptor source;
  private final Descriptor target;

  /** Whose ends they are; {@code null} once this is closed. Written under the lock of this. */
  private @Nullable Plan plan;

  private Held(Plan plan, Descriptor source, Descriptor target) {
    this.plan = plan;
    this.source = source;
    this.target = target;
  }

  static Held of(Plan plan, Linux linux) throws NoDescriptorException {
    Descriptor source = source(plan.source(), linux);
    Descriptor target = null;
    Held held = null;
    try {
      target = target(plan.target(), linux);
      held = new Held(plan, source, target);
      return held;
    } finally {
      if (held == null) {
        closeBoth(source, target);
      }
    }
  }

  private static Descriptor source(Source source, Linux linux) throws NoDescriptorException {
    if (!Ends.isBlockingSocket(source)) {
      return Descriptors.of(source, linux);
    }
    SocketTimeouts.Key key = SocketTimeouts.Key.of(source, Linux.Direction.RECEIVE);
    return Descriptors.of(source, linux).bounded(key, linux);
  }

  /** What a prepared target keeps has its bound already. */
  private static Descriptor target(Target target, Linux linux) throws NoDescriptorException {
    if (target.keep() != null || !Ends.isBlockingSocket(target)) {
      return Descriptors.of(target, linux);
    }
    SocketTimeouts.Key key = SocketTimeouts.Key.of(target, Linux.Direction.SEND);
    return Descriptors.of(target, linux).bounded(key, linux);
  }

  /**
   * A descriptor of the source; if that is a socket in blocking mode, with a bound on calls that
   * read from it.
   */
  Descriptor source() {
    return source;
  }

  /** A descriptor of the target, likewise with one on calls that write to it. */
  Descriptor target() {
    return target;
  }

  /**
   * Makes sure that nobody has closed an end: descriptors of our own would go on without it. Before
   * each step.
   */
  void checkOpen() throws ClosedChannelException {
    Plan open = plan;
    if (open == null || !open.target().isOpen() || !open.source().isOpen()) {
      throw new ClosedChannelException();
    }
  }

  /**
   * What a read that found the end of a stream comes to: an end that {@link #unblock} made is none.
   */
  Step endOfStream() throws ClosedChannelException {
    checkOpen();
    return Step.END_OF_SOURCE;
  }

  /**
   * Ends calls under way on a socket that was closed. Never on one that is open, which would end it
   * for its owner. A lock that nobody holds for longer than a call that does not wait keeps the
   * numbers from being those of something else.
   */
  synchronized void unblock(Linux linux) {
    Plan open = plan;
    if (open != null) {
      shutDownIfClosed(open.target(), target, Linux.Direction.SEND, linux);
      shutDownIfClosed(open.source(), source, Linux.Direction.RECEIVE, linux);
    }
  }

  private static void shutDownIfClosed(
      End end, Descriptor mine, Linux.Direction direction, Linux linux) {
    if (!end.isOpen() && Ends.isSocket(end)) {
      linux.shutdown(mine.number(), direction);
    }
  }

  @Override
  public void close() {
    synchronized (this) {
      plan = null;
    }
    closeBoth(source, target);
  }

  private static void closeBoth(Descriptor source, @Nullable Descriptor target) {
    try {
      source.close();
    } finally {
      if (target != null) {
        target.close();
      }
    }
  }
}
