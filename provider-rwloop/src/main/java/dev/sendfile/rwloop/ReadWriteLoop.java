package dev.sendfile.rwloop;

import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Memory;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Techniques;
import dev.sendfile.spi.TransferStrategy;
import java.util.Set;

/** The strategy {@code rwloop}: serves every route. Stateless, safe for use by many threads. */
public final class ReadWriteLoop implements TransferStrategy {

  /**
   * Bytes in a buffer unless the user says otherwise: 256 KiB. Fewer cost more system calls, more
   * fall out of the CPU's second-level cache.
   */
  static final int BUFFER_SIZE = 256 << 10;

  private static final Offer OFFER =
      Offer.accepted(Set.of(Capability.GATHERS_HEADER, Capability.DETECTS_TRUNCATION));

  /** For what fits into one buffer: it is read whole before anything is written. */
  private static final Offer SMALL =
      Offer.accepted(
          Set.of(
              Capability.GATHERS_HEADER, Capability.DETECTS_TRUNCATION, Capability.VERIFIES_RANGE));

  /** For the service loader. */
  public ReadWriteLoop() {}

  @Override
  public String name() {
    return "rwloop";
  }

  @Override
  public String technique() {
    return Techniques.READ_WRITE;
  }

  @Override
  public Offer assess(Plan plan) {
    int capacity = plan.options().bufferSizeOr(BUFFER_SIZE);
    boolean small =
        plan.source().positional()
            && plan.length() > 0
            && plan.length() + plan.headerLength() <= capacity;
    return small ? SMALL : OFFER;
  }

  @Override
  public Session open(Plan plan, Context context) {
    return plan.source().positional()
        ? new PositionalSession(plan, context)
        : new SequentialSession(plan, context);
  }

  /** A buffer that crosses one of the two ends without a copy: a stream takes arrays only. */
  static Memory memory(Plan plan) {
    boolean heap = plan.target().memory() == Memory.HEAP || plan.source().memory() == Memory.HEAP;
    return heap ? Memory.HEAP : Memory.DIRECT;
  }
}
