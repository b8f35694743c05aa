package dev.sendfile.internal.end;

import static dev.sendfile.stress.Together.check;
import static dev.sendfile.stress.Together.inManyOrders;

import dev.sendfile.stress.Together;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What prepared ends keep, mappings and descriptors, is closed once and never while it is used. */
class KeptOrdersTest {

  /** What all things of one run have come to. */
  private static final class Tally {
    final AtomicInteger made = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();

    Thing make() {
      made.incrementAndGet();
      return new Thing(this);
    }
  }

  private record Thing(Tally tally) implements AutoCloseable {
    void use() {
      check(tally.closed.get() == 0, "closed while it is used");
    }

    @Override
    public void close() {
      tally.closed.incrementAndGet();
    }
  }

  private static void transfer(Kept kept, Tally tally) {
    if (kept.retain()) {
      Thing thing = kept.get(Thing.class, tally::make);
      check(thing != null, "a user got nothing");
      thing.use();
      kept.release();
    }
  }

  @Test
  void twoTransfersShareOneThing() {
    inManyOrders(
        () -> {
          Kept kept = new Kept(true);
          Tally tally = new Tally();

          Together.run(kept, () -> transfer(kept, tally), () -> transfer(kept, tally));

          check(tally.made.get() == 1, "made " + tally.made.get() + " times");
          kept.close();
          check(tally.closed.get() == 1, "closed " + tally.closed.get() + " times");
        });
  }

  @Test
  void theOwnerMayCloseWhileTransfersBeginAndEnd() {
    inManyOrders(
        () -> {
          Kept kept = new Kept(true);
          Tally tally = new Tally();

          Together.run(kept, () -> transfer(kept, tally), kept::close, () -> transfer(kept, tally));

          check(tally.closed.get() == tally.made.get(), tally.closed + " closed of " + tally.made);
          check(!kept.holds(), "something is kept that nobody will close");
        });
  }

  @Test
  void ownersWhoCloseTwiceTakeNothingFromATransfer() {
    inManyOrders(
        () -> {
          Kept kept = new Kept(true);
          Tally tally = new Tally();

          Together.run(kept, kept::close, () -> transfer(kept, tally), kept::close);

          check(tally.closed.get() == tally.made.get(), tally.closed + " closed of " + tally.made);
        });
  }
}
