package dev.sendfile.tck.broken;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import dev.sendfile.tck.HonestStrategy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;

/** Honest but for what a subclass changes, and only on some routes: enough to be caught on. */
class BrokenStrategy extends HonestStrategy {

  private static final Set<EndKind> TARGETS = Set.of(EndKind.TCP, EndKind.CHANNEL, EndKind.FILE);

  BrokenStrategy() {
    super("broken");
  }

  /** One that does its steps wrongly, from files. */
  static BrokenStrategy stepping(Hand.Flaw flaw) {
    return new BrokenStrategy() {
      @Override
      public Session open(Plan plan, Context context) {
        return new Flawed(plan, context, super.open(plan, context), flaw);
      }
    };
  }

  @Override
  public Offer assess(Plan plan) {
    return TARGETS.contains(plan.target().kind())
        ? super.assess(plan)
        : Offer.declined("one route is enough to be caught on");
  }

  /** A session with a flaw in its steps. */
  private record Flawed(Plan plan, Context context, Session honest, Hand.Flaw flaw)
      implements Session {

    @Override
    public Step step(Batch batch) throws IOException {
      return flaw.step(new Hand(plan, context, batch, honest));
    }

    @Override
    public long detained() {
      return honest.detained();
    }

    @Override
    public int surrender(ByteBuffer into) throws IOException {
      return honest.surrender(into);
    }

    @Override
    public void close() {
      honest.close();
    }
  }
}
