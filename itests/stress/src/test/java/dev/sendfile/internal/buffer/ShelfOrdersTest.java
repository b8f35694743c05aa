package dev.sendfile.internal.buffer;

import static dev.sendfile.stress.Together.check;
import static dev.sendfile.stress.Together.inManyOrders;

import dev.sendfile.spi.Memory;
import dev.sendfile.stress.Together;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Buffers that two threads take and give back at once. */
class ShelfOrdersTest {

  private static final int SMALL = BufferCache.MIN_CAPACITY;

  /** One for which there is no faster place than the list. */
  private static final int LARGE = 2 * BufferCache.HOT_CAPACITY;

  /** A shelf on which two buffers lie. */
  private static Shelf filled(int capacity, AtomicLong kept) {
    Shelf shelf = new Shelf(capacity, Memory.HEAP, kept);
    PooledLease one = shelf.take(1);
    PooledLease other = shelf.take(1);
    one.close();
    other.close();
    return shelf;
  }

  private static void bothTake(int capacity) {
    inManyOrders(
        () -> {
          Shelf shelf = filled(capacity, new AtomicLong());
          PooledLease[] taken = new PooledLease[2];

          Together.run(shelf, () -> taken[0] = shelf.take(1), () -> taken[1] = shelf.take(1));

          check(taken[0] != taken[1], "one buffer was lent twice");
        });
  }

  @Test
  void aSmallBufferIsLentOnce() {
    bothTake(SMALL);
  }

  @Test
  void aLargeBufferIsLentOnce() {
    bothTake(LARGE);
  }

  @Test
  void whatIsCountedIsWhatIsKept() {
    inManyOrders(
        () -> {
          AtomicLong kept = new AtomicLong();
          Shelf shelf = filled(LARGE, kept);
          Together.Task use = () -> shelf.take(1).close();

          Together.run(shelf, use, use);

          check(kept.get() == 2 * LARGE, kept + " bytes are counted");
          PooledLease one = shelf.take(1);
          PooledLease other = shelf.take(1);
          check(one != other, "one buffer lies there twice");
          check(kept.get() == 0, kept + " bytes are counted, and none is kept");
        });
  }

  @Test
  void whoeverComesBackAtOnceNoMoreIsKeptThanTheBound() {
    inManyOrders(
        () -> {
          AtomicLong kept = new AtomicLong();
          Shelf shelf = filled(LARGE, kept);
          PooledLease one = shelf.take(1);
          PooledLease other = shelf.take(1);
          kept.set(BufferCache.BOUND - LARGE);

          Together.run(shelf, one::close, other::close);

          check(kept.get() <= BufferCache.BOUND, kept + " bytes are kept");
        });
  }
}
