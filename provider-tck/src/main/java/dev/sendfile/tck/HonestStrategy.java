package dev.sendfile.tck;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Lease;
import dev.sendfile.spi.Memory;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Techniques;
import dev.sendfile.spi.TransferStrategy;
import java.nio.ByteBuffer;
import java.util.Set;

/**
 * The plainest strategy that keeps all promises, from anything to anything. The kit deploys it
 * beside the one under test: to go on where that one gives up, and to be wrapped.
 */
public class HonestStrategy implements TransferStrategy {

  /** Bytes that a step moves at most: 64 KiB. */
  protected static final int BUFFER_SIZE = 64 << 10;

  private final String name;

  /**
   * Makes one.
   *
   * @param name its name, unique in its deployment
   */
  public HonestStrategy(String name) {
    this.name = name;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String technique() {
    return Techniques.READ_WRITE;
  }

  @Override
  public Offer assess(Plan plan) {
    return Offer.lastResort(Set.of(Capability.GATHERS_HEADER, Capability.DETECTS_TRUNCATION));
  }

  @Override
  public Session open(Plan plan, Context context) {
    return plan.source().positional()
        ? new HonestFileSession(plan, context)
        : new HonestStreamSession(plan, context);
  }

  /**
   * Lends a buffer for what is left of the header and some content.
   *
   * @param plan what is moved
   * @param context who lends it
   * @param batch what the step may move
   * @return the lease
   */
  protected static Lease lease(Plan plan, Context context, Batch batch) {
    ByteBuffer header = batch.header();
    int content = (int) Math.min(batch.max(), BUFFER_SIZE);
    boolean heap = plan.target().memory() == Memory.HEAP || plan.source().memory() == Memory.HEAP;
    return context.lease(header.remaining() + content, heap ? Memory.HEAP : Memory.DIRECT);
  }
}
