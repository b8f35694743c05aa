package dev.sendfile.internal.buffer;

import static dev.sendfile.stress.Together.check;
import static dev.sendfile.stress.Together.inManyOrders;

import dev.sendfile.spi.Memory;
import dev.sendfile.stress.Together;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Buffers that two threads take and give back at once. */
class ShelfOrdersTest {

  private static final int SMALL = BufferCache.MIN_CAPACITY;

  /** One that goes to no faster place than the list. */
  private static final int LARGE = 2 * BufferCache.HOT_CAPACITY;

  private static void use(Shelf shelf, Set<PooledLease> lent) {
    PooledLease lease = shelf.take(1);
    check(lent.add(lease), "lent twice at once");
    lent.remove(lease);
    lease.close();
  }

  private static Together.Task twice(Shelf shelf, Set<PooledLease> lent) {
    return () -> {
      use(shelf, lent);
      use(shelf, lent);
    };
  }

  private static void nobodyHasAnotherOnes(int capacity) {
    inManyOrders(
        () -> {
          Shelf shelf = new Shelf(capacity, Memory.HEAP, new AtomicLong());
          Set<PooledLease> lent = ConcurrentHashMap.newKeySet();

          Together.run(twice(shelf, lent), twice(shelf, lent));
        });
  }

  @Test
  void aSmallBufferIsOneThreadsAtATime() {
    nobodyHasAnotherOnes(SMALL);
  }

  @Test
  void aLargeBufferIsOneThreadsAtATime() {
    nobodyHasAnotherOnes(LARGE);
  }

  @Test
  void whatIsCountedIsWhatIsKept() {
    inManyOrders(
        () -> {
          AtomicLong kept = new AtomicLong();
          Shelf shelf = new Shelf(LARGE, Memory.HEAP, kept);
          Set<PooledLease> lent = ConcurrentHashMap.newKeySet();

          Together.run(twice(shelf, lent), () -> use(shelf, lent));

          long count = kept.get() / LARGE;
          check(count == 1 || count == 2, kept + " bytes are counted");
          for (int i = 0; i < count; i++) {
            shelf.take(1);
          }
          check(kept.get() == 0, kept + " bytes are counted, and none is kept");
        });
  }

  @Test
  void whoeverComesBackAtOnceNoMoreIsKeptThanTheBound() {
    inManyOrders(
        () -> {
          AtomicLong kept = new AtomicLong(BufferCache.BOUND - LARGE);
          Shelf shelf = new Shelf(LARGE, Memory.HEAP, kept);
          PooledLease one = new PooledLease(shelf, null);
          PooledLease other = new PooledLease(shelf, null);

          Together.run(() -> shelf.giveBack(one), () -> shelf.giveBack(other));

          check(kept.get() <= BufferCache.BOUND, kept + " bytes are kept");
        });
  }
}
