package dev.sendfile.ffm;

import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Source;
import dev.sendfile.spi.Target;
import java.nio.channels.ClosedChannelException;

/**
 * What a session holds of its two ends, until it is closed.
 *
 * @param plan whose ends they are
 * @param source a descriptor of the source; if that is a socket in blocking mode, with a bound on
 *     calls that read from it
 * @param target a descriptor of the target, likewise with one on calls that write to it
 */
record Held(Plan plan, Descriptor source, Descriptor target) implements AutoCloseable {

  static Held of(Plan plan, Linux linux) throws NoDescriptorException {
    Descriptor source = source(plan.source(), linux);
    Descriptor target = null;
    try {
      target = target(plan.target(), linux);
      return new Held(plan, source, target);
    } finally {
      if (target == null) {
        source.close();
      }
    }
  }

  private static Descriptor source(Source source, Linux linux) throws NoDescriptorException {
    Descriptor plain = Descriptors.of(source, linux);
    return Ends.isBlockingSocket(source) ? plain.bounded(linux, Linux.Direction.RECEIVE) : plain;
  }

  /** What a prepared target keeps has its bound already. */
  private static Descriptor target(Target target, Linux linux) throws NoDescriptorException {
    Descriptor plain = Descriptors.of(target, linux);
    return target.keep() == null && Ends.isBlockingSocket(target)
        ? plain.bounded(linux, Linux.Direction.SEND)
        : plain;
  }

  /**
   * Makes sure that nobody has closed an end: descriptors of our own would go on without it. Before
   * each step.
   */
  void checkOpen() throws ClosedChannelException {
    if (!plan.target().isOpen() || !plan.source().isOpen()) {
      throw new ClosedChannelException();
    }
  }

  @Override
  public void close() {
    source.close();
    target.close();
  }
}
