package dev.sendfile.tck;

import dev.sendfile.spi.Context;
import dev.sendfile.spi.Lease;
import dev.sendfile.spi.Memory;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Lends what the engine lends, and remembers what came back. */
final class WatchedContext implements Context {

  private final Context context;
  private final Scene scene;
  private final List<WatchedNext> wrapped = new ArrayList<>();
  private int lent;

  WatchedContext(Context context, Scene scene) {
    this.context = context;
    this.scene = scene;
  }

  /** Buffers that did not come back so far. */
  int lent() {
    return lent;
  }

  /** Whether the strategy wraps others. */
  boolean wraps() {
    return !wrapped.isEmpty();
  }

  /** What the wrapped sessions have taken and not delivered. */
  long detainedByWrapped() {
    return wrapped.stream().mapToLong(WatchedNext::openDetained).sum();
  }

  /** Wrapped sessions that nobody has closed. */
  long leftOpen() {
    return wrapped.stream().filter(it -> !it.isClosed()).count();
  }

  @Override
  public Lease lease(int size, Memory memory) {
    Lease lease = context.lease(size, memory);
    lent++;
    return new Lease() {
      private boolean back;

      @Override
      public ByteBuffer buffer() {
        if (back) {
          scene.note(Promise.LEASES_RETURNED, "it used a buffer that it had given back");
        }
        return lease.buffer();
      }

      @Override
      public void close() {
        if (back) {
          scene.note(Promise.LEASE_CLOSED_ONCE, "it gave a buffer back for the second time");
          return; // others may have it by now
        }
        back = true;
        lent--;
        lease.close();
      }
    };
  }

  @Override
  public Session next(Plan plan) throws IOException {
    WatchedNext next = new WatchedNext(context.next(plan));
    wrapped.add(next);
    return next;
  }

  @Override
  public boolean forced() {
    return context.forced();
  }

  @Override
  public boolean cancelled() {
    return context.cancelled();
  }
}
