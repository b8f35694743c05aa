package dev.sendfile.tck.broken;

import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import dev.sendfile.tck.HonestStreamSession;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Sessions that take from a sequential source, and lose some of it. */
final class Forgetful {

  private Forgetful() {}

  /** Opens a session for a sequential source. */
  @FunctionalInterface
  interface Opener {
    Session open(Plan plan, Context context);
  }

  static BrokenStrategy streaming(Opener opener) {
    return new BrokenStrategy() {
      @Override
      public Session open(Plan plan, Context context) {
        return plan.source().positional() ? super.open(plan, context) : opener.open(plan, context);
      }
    };
  }

  /** Says that it holds nothing, and holds something. */
  static final class Denying extends HonestStreamSession {
    Denying(Plan plan, Context context) {
      super(plan, context);
    }

    @Override
    public long detained() {
      return 0;
    }
  }

  /** Forgets what the target did not take when it takes nothing at all. */
  static final class Dropping extends HonestStreamSession {
    Dropping(Plan plan, Context context) {
      super(plan, context);
    }

    @Override
    public Step step(Batch batch) throws IOException {
      Step answer = super.step(batch);
      taken.position(taken.limit());
      return answer;
    }
  }

  /** Hands over the last byte first. */
  static final class Reversing extends HonestStreamSession {
    Reversing(Plan plan, Context context) {
      super(plan, context);
    }

    @Override
    public int surrender(ByteBuffer into) throws IOException {
      int from = into.position();
      int n = super.surrender(into);
      for (int i = from, j = from + n - 1; i < j; i++, j--) {
        byte swapped = into.get(i);
        into.put(i, into.get(j)).put(j, swapped);
      }
      return n;
    }
  }

  /** Calls the end while it holds something. */
  static final class Hasty extends HonestStreamSession {
    Hasty(Plan plan, Context context) {
      super(plan, context);
    }

    @Override
    public Step step(Batch batch) throws IOException {
      return taken.hasRemaining() ? Step.END_OF_SOURCE : super.step(batch);
    }
  }
}
