package dev.sendfile.cli;

import dev.sendfile.spi.Availability;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Refusal;
import dev.sendfile.spi.Scope;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import dev.sendfile.spi.TransferStrategy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Set;
import java.util.concurrent.Callable;

/** Strategies made up for tests. */
final class Strategies {

  private Strategies() {}

  /** One that cannot run. */
  static final class Unavailable extends Named {
    Unavailable() {
      super("broken", "sendfile");
    }

    @Override
    public Availability availability() {
      return Availability.unavailable("the moon is not full", "wait for it");
    }
  }

  /** One that sends as many bytes as it shall, but others. */
  static final class Lying extends Named {
    Lying() {
      super("lying", "read-write");
    }

    @Override
    public Offer assess(Plan plan) {
      return plan.length() < 0
          ? Offer.declined("it would find no end of its lies")
          : super.assess(plan);
    }

    @Override
    public Session open(Plan plan, Context context) {
      return batch -> {
        int n = plan.target().write(ByteBuffer.allocate((int) batch.max()), batch.targetPosition());
        return n == 0 ? Step.TARGET_FULL : Step.moved(n);
      };
    }
  }

  /** One that does as it should, a page at a time. */
  static final class Plain extends Named {
    private final Callable<?> before;

    Plain() {
      this(() -> null);
    }

    /** Before each page, something else happens. */
    Plain(Callable<?> before) {
      super("plain", "read-write");
      this.before = before;
    }

    @Override
    public Session open(Plan plan, Context context) {
      return batch -> {
        happen(before);
        ByteBuffer page = ByteBuffer.allocate((int) Math.min(batch.max(), 4096));
        return plan.source().read(page, batch.position()) < 0
            ? Step.END_OF_SOURCE
            : Step.moved(plan.target().write(page.flip(), batch.targetPosition()));
      };
    }
  }

  /** One of which only a step tells that it cannot serve. */
  static final class Refusing extends Named {
    Refusing() {
      super("refusing", "read-write");
    }

    @Override
    public Session open(Plan plan, Context context) {
      return batch -> Step.notHandled(Refusal.ofEnds("the kernel cannot do this"));
    }
  }

  /** One that does as it should, in four times as many steps as {@link Plain}. */
  static final class Slow extends Named {
    private static final int A_QUARTER_OF_A_PAGE = 1024;

    Slow(String name) {
      super(name, "read-write");
    }

    @Override
    public Session open(Plan plan, Context context) throws IOException {
      Session plain = new Plain().open(plan, context);
      return batch -> plain.step(batch.atMost(A_QUARTER_OF_A_PAGE));
    }
  }

  /** One that does as it should for a page, and then fails. */
  static final class Breaking extends Named {
    private final Callable<?> before;

    Breaking() {
      this(() -> null);
    }

    /** Before it fails, something else happens. */
    Breaking(Callable<?> before) {
      super("breaking", "read-write");
      this.before = before;
    }

    @Override
    public Session open(Plan plan, Context context) {
      boolean[] begun = {false};
      return batch -> {
        if (begun[0]) {
          happen(before);
          throw new IOException("the disk is on fire");
        }
        begun[0] = true;
        ByteBuffer page = ByteBuffer.allocate((int) Math.min(batch.max(), 4096));
        while (page.hasRemaining() && plan.source().read(page, batch.position()) >= 0) {}
        return Step.moved(plan.target().write(page.flip(), batch.targetPosition()));
      };
    }
  }

  /** What may become of the ends of a transfer. */
  interface Event {
    void happen(Plan plan) throws IOException;
  }

  /**
   * One that does as it should for a page, and then fails, when something has become of its ends.
   */
  static final class FailingAfter extends Named {
    private final Event event;

    FailingAfter(Event event) {
      super("failing", "read-write");
      this.event = event;
    }

    @Override
    public Session open(Plan plan, Context context) throws IOException {
      Session plain = new Plain().open(plan, context);
      boolean[] begun = {false};
      return batch -> {
        if (begun[0]) {
          event.happen(plan);
          throw new IOException("Bad address");
        }
        begun[0] = true;
        return plain.step(batch.atMost(4096));
      };
    }
  }

  /** One that moves all, and then leaves nothing that could be forced to a disk. */
  static final class ClosingAtItsEnd extends Named {
    ClosingAtItsEnd() {
      super("closing", "read-write");
    }

    @Override
    public Session open(Plan plan, Context context) {
      long[] moved = {0};
      return batch -> {
        ByteBuffer page = ByteBuffer.allocate((int) Math.min(batch.max(), 1 << 16));
        int n = plan.source().read(page, batch.position());
        if (n < 0) {
          plan.target().as(FileChannel.class).close();
          return Step.END_OF_SOURCE;
        }
        plan.target().write(page.flip(), batch.targetPosition());
        moved[0] += n;
        if (moved[0] == plan.length()) {
          plan.target().as(FileChannel.class).close();
        }
        return Step.moved(n);
      };
    }
  }

  /** One that fails. */
  static final class Failing extends Named {
    Failing() {
      super("failing", "read-write");
    }

    @Override
    public Session open(Plan plan, Context context) {
      return batch -> {
        throw new IOException("the disk is on fire");
      };
    }
  }

  /** One that finds out at its first use that it may not run. */
  static final class Forbidden extends Named {
    private boolean tried;

    Forbidden() {
      super("forbidden", "read-write");
    }

    @Override
    public Availability availability() {
      return tried
          ? Availability.unavailable("it may not", "--allow-it")
          : Availability.available();
    }

    @Override
    public Session open(Plan plan, Context context) {
      return batch -> {
        tried = true;
        return Step.notHandled(new Refusal(Scope.PROCESS, "it may not", null));
      };
    }
  }

  /** One that serves no route. */
  static final class Choosy extends Named {
    Choosy() {
      super("choosy", "read-write");
    }

    @Override
    public Offer assess(Plan plan) {
      return Offer.declined("not this one");
    }
  }

  /** One that finds out at each first step that it cannot. */
  static final class Pedantic extends Named {
    Pedantic() {
      super("pedantic", "read-write");
    }

    @Override
    public Session open(Plan plan, Context context) {
      return batch -> Step.notHandled(Refusal.ofEnds("these ends are not for me"));
    }
  }

  /** What they share. */
  private abstract static class Named implements TransferStrategy {
    private final String name;
    private final String technique;

    static void happen(Callable<?> event) throws IOException {
      try {
        event.call();
      } catch (Exception e) {
        throw new IOException(e);
      }
    }

    Named(String name, String technique) {
      this.name = name;
      this.technique = technique;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public String technique() {
      return technique;
    }

    @Override
    public Offer assess(Plan plan) {
      return Offer.accepted(Set.of());
    }

    @Override
    public Session open(Plan plan, Context context) throws IOException {
      throw new IOException("not to be opened");
    }
  }
}
