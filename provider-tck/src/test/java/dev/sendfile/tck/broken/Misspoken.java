package dev.sendfile.tck.broken;

import dev.sendfile.spi.Availability;
import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Route;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import dev.sendfile.spi.Techniques;
import dev.sendfile.spi.TransferStrategy;
import dev.sendfile.tck.HonestFileSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Strategies that say wrong things about themselves, or do more than to say something. */
final class Misspoken {

  private Misspoken() {}

  static TransferStrategy namedLikeATechnique() {
    return new BrokenStrategy() {
      @Override
      public String name() {
        return Techniques.SENDFILE;
      }
    };
  }

  static TransferStrategy technique() {
    return new BrokenStrategy() {
      @Override
      public String technique() {
        return "Two Words";
      }
    };
  }

  static TransferStrategy unavailableWithoutRemedy() {
    return new BrokenStrategy() {
      @Override
      public Availability availability() {
        return Availability.unavailable("it is Monday", "");
      }
    };
  }

  static TransferStrategy neverServesWhatItOffers() {
    return new BrokenStrategy() {
      @Override
      public boolean serves(Route route, boolean prepared) {
        return false;
      }
    };
  }

  static TransferStrategy declinesWithoutReason() {
    return new BrokenStrategy() {
      @Override
      public Offer assess(Plan plan) {
        return plan.length() == 100_000 ? super.assess(plan) : Offer.declined("");
      }
    };
  }

  static TransferStrategy readsWhenAssessed() {
    return new BrokenStrategy() {
      @Override
      public Offer assess(Plan plan) {
        try {
          plan.source().read(ByteBuffer.allocate(1), 0);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        return super.assess(plan);
      }
    };
  }

  static TransferStrategy changesItsMind() {
    AtomicInteger count = new AtomicInteger();
    return new BrokenStrategy() {
      @Override
      public Offer assess(Plan plan) {
        return new Offer.Accepted(Set.of(), count.incrementAndGet(), Long.MAX_VALUE);
      }
    };
  }

  static TransferStrategy readsWhenOpened() {
    return new BrokenStrategy() {
      @Override
      public Session open(Plan plan, Context context) {
        try {
          plan.source().read(ByteBuffer.allocate(1), plan.offset());
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
        return super.open(plan, context);
      }
    };
  }

  /** Honest steps, with a flag that they do not keep. */
  static TransferStrategy boasting(Capability capability) {
    return new BrokenStrategy() {
      @Override
      public Offer assess(Plan plan) {
        return super.assess(plan) instanceof Offer.Declined no
            ? no
            : Offer.accepted(Set.of(Capability.GATHERS_HEADER, capability));
      }
    };
  }

  /** Counts from where the transfer begins, not from where the session does. */
  static TransferStrategy beginsAtTheOffset() {
    return new BrokenStrategy() {
      @Override
      public Session open(Plan plan, Context context) {
        if (!plan.source().positional()) {
          return super.open(plan, context);
        }
        return new HonestFileSession(plan, context) {
          private long position = plan.offset();

          @Override
          public Step step(Batch batch) throws IOException {
            int header = batch.header().remaining();
            ByteBuffer bytes = new Hand(plan, context, batch, this).read(position, batch.max());
            int n = plan.target().write(bytes, batch.targetPosition());
            position += Math.max(0, n - header);
            return n > 0 ? Step.moved(n) : Step.TARGET_FULL;
          }
        };
      }
    };
  }

  static TransferStrategy leavesWhatItWrapsOpen() {
    return new BrokenStrategy() {
      @Override
      public Session open(Plan plan, Context context) {
        try {
          Session next = context.next(plan);
          return next::step;
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    };
  }

  /** Moves on behind bytes that are not the source's. */
  static TransferStrategy goesOnBehindStrayBytes() {
    return new BrokenStrategy() {
      @Override
      public Session open(Plan plan, Context context) {
        return new HonestFileSession(plan, context) {
          @Override
          public long stray() {
            return 5;
          }
        };
      }
    };
  }

  /** Keeps the transfer in the strategy. */
  static TransferStrategy sharesItsState() {
    return new BrokenStrategy() {
      private volatile Plan current;

      @Override
      public Session open(Plan plan, Context context) {
        current = plan;
        Session honest = super.open(plan, context);
        return batch -> {
          Plan latest = current;
          return plan.source().positional()
              ? new HonestFileSession(latest, context).step(batch)
              : honest.step(batch);
        };
      }
    };
  }
}
