package dev.sendfile.ffm;

import dev.sendfile.spi.Plan;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * What a session holds of its two ends, until it is closed.
 *
 * @param plan whose ends they are
 * @param source a descriptor of the source
 * @param target a descriptor of the target
 * @param reading bounds calls that read from a socket in blocking mode
 * @param writing bounds calls that write to one
 */
record Held(
    Plan plan,
    Descriptor source,
    Descriptor target,
    @Nullable SocketTimeout reading,
    @Nullable SocketTimeout writing)
    implements AutoCloseable {

  static Held of(Plan plan, Linux linux) throws NoDescriptorException {
    Descriptor source = Descriptors.of(plan.source(), linux);
    Descriptor target = null;
    SocketTimeout reading = null;
    Held held = null;
    try {
      target = Descriptors.of(plan.target(), linux);
      if (Ends.isBlockingSocket(plan.source())) {
        reading = SocketTimeout.set(linux, source.number(), Linux.Direction.RECEIVE);
      }
      boolean bounded = plan.target().keep() != null || !Ends.isBlockingSocket(plan.target());
      SocketTimeout writing =
          bounded ? null : SocketTimeout.set(linux, target.number(), Linux.Direction.SEND);
      held = new Held(plan, source, target, reading, writing);
      return held;
    } finally {
      if (held == null) {
        close(reading);
        close(target);
        source.close();
      }
    }
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
    close(reading);
    close(writing);
    source.close();
    target.close();
  }

  private static void close(@Nullable SocketTimeout timeout) {
    if (timeout != null) {
      timeout.close();
    }
  }

  private static void close(@Nullable Descriptor descriptor) {
    if (descriptor != null) {
      descriptor.close();
    }
  }
}
