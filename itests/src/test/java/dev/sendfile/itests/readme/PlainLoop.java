package dev.sendfile.itests.readme;

import dev.sendfile.spi.Context;
import dev.sendfile.spi.Lease;
import dev.sendfile.spi.Memory;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import dev.sendfile.spi.Techniques;
import dev.sendfile.spi.TransferStrategy;
import java.nio.ByteBuffer;
import java.util.Set;

/** The provider that the README shows. */
public final class PlainLoop implements TransferStrategy {
  @Override
  public String name() {
    return "plain";
  }

  @Override
  public String technique() {
    return Techniques.READ_WRITE;
  }

  @Override
  public Offer assess(Plan plan) {
    return Offer.accepted(Set.of());
  }

  @Override
  public Session open(Plan plan, Context context) {
    return batch -> {
      try (Lease lease = context.lease((int) Math.min(batch.max(), 65536), Memory.DIRECT)) {
        ByteBuffer buffer = lease.buffer();
        if (plan.source().read(buffer, batch.position()) < 0) {
          return Step.END_OF_SOURCE;
        }
        int n = plan.target().write(buffer.flip(), batch.targetPosition());
        return n > 0 ? Step.moved(n) : Step.TARGET_FULL;
      }
    };
  }
}
