package dev.sendfile.internal.framework;

import static dev.sendfile.stress.Together.check;
import static dev.sendfile.stress.Together.inManyOrders;

import dev.sendfile.stress.Together;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Transfers that end while the library goes away. */
class UnderwayOrdersTest {

  /** A transfer that is blocked until it is over. */
  private static final class Blocked implements Underway.Stoppable {
    private final AtomicInteger unblocked = new AtomicInteger();

    @Override
    public boolean mayBlock() {
      return true;
    }

    @Override
    public void unblock() {
      unblocked.incrementAndGet();
    }
  }

  @Test
  void noEndIsClosedOfATransferThatWasOver() {
    inManyOrders(
        () -> {
          Underway underway = new Underway();
          Blocked transfer = new Blocked();
          underway.begun(transfer);
          boolean[] over = new boolean[1];

          Together.run(
              underway,
              () -> {
                over[0] = underway.over(transfer);
                underway.ended(transfer);
              },
              underway::close);

          check(over[0] == (transfer.unblocked.get() == 0), "told otherwise than it was");
          check(transfer.unblocked.get() <= 1, "closed twice");
          underway.open();
          check(!underway.stops(transfer), "something is left of it");
        });
  }
}
