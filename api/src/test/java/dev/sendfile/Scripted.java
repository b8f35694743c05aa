package dev.sendfile;

import dev.sendfile.spi.Availability;
import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Capability;
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
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/** A strategy that takes its steps as a test has written them down, and plain ones after those. */
final class Scripted implements TransferStrategy {

  /** One step. */
  @FunctionalInterface
  interface Action {
    Step take(Moving session, Batch batch) throws IOException;
  }

  /** Looks at the world when a session is opened, and may refuse. */
  @FunctionalInterface
  interface Opening {
    void open(Plan plan, Context context) throws IOException;
  }

  final List<Moving> sessions = new ArrayList<>();

  /** The most that each step was asked for. */
  final List<Long> asked = new ArrayList<>();

  private final String name;
  private final Deque<Action> script = new ArrayDeque<>();
  private String technique = "test";
  private Offer offer = Offer.accepted(Set.of());
  private Availability availability = Availability.available();
  private Opening opening = (plan, context) -> {};
  private Action rest = upTo(Integer.MAX_VALUE);
  private Runnable closing = () -> {};

  Scripted(String name) {
    this.name = name;
  }

  // ---- what a test writes down

  Scripted can(Capability... capabilities) {
    return offering(Offer.accepted(Set.of(capabilities)));
  }

  Scripted offering(Offer made) {
    offer = made;
    return this;
  }

  Scripted technique(String word) {
    technique = word;
    return this;
  }

  Scripted available(Availability answer) {
    availability = answer;
    return this;
  }

  Scripted opening(Opening action) {
    opening = action;
    return this;
  }

  /** Comes with the closing of each session, and may throw. */
  Scripted closing(Runnable action) {
    closing = action;
    return this;
  }

  /** The next steps. */
  Scripted then(Action... actions) {
    script.addAll(List.of(actions));
    return this;
  }

  /** The next steps answer this, and move nothing. */
  Scripted answers(Step... steps) {
    for (Step step : steps) {
      script.add((session, batch) -> step);
    }
    return this;
  }

  /** All steps behind the script. */
  Scripted always(Action action) {
    rest = action;
    return this;
  }

  /** Moves so many content bytes at most. */
  static Action upTo(int most) {
    return (session, batch) -> session.move(batch, most);
  }

  static Action fails(IOException e) {
    return (session, batch) -> {
      throw e;
    };
  }

  static Step refuses(Scope scope, String reason) {
    return Step.notHandled(new Refusal(scope, reason, null));
  }

  // ---- as a strategy

  @Override
  public String name() {
    return name;
  }

  @Override
  public String technique() {
    return technique;
  }

  @Override
  public Availability availability() {
    return availability;
  }

  @Override
  public Offer assess(Plan plan) {
    return offer;
  }

  @Override
  public Session open(Plan plan, Context context) throws IOException {
    opening.open(plan, context);
    Moving session = new Moving(this, plan, context);
    sessions.add(session);
    return session;
  }

  /** Reads and writes plainly; of a sequential source it keeps what was not accepted. */
  static final class Moving implements Session {
    final Plan plan;
    final Context context;
    long stray;
    int closed;

    /** Open until this was told to end what it is blocked on. */
    final CountDownLatch unblocked = new CountDownLatch(1);

    /** Whether it throws whatever it is asked. */
    boolean broken;

    /** Whether it hands over nothing of what it holds. */
    boolean keeps;

    private final Scripted of;
    private ByteBuffer held = ByteBuffer.allocate(0);

    private Moving(Scripted of, Plan plan, Context context) {
      this.of = of;
      this.plan = plan;
      this.context = context;
    }

    @Override
    public Step step(Batch batch) throws IOException {
      of.asked.add(batch.max());
      Action next = of.script.poll();
      return (next == null ? of.rest : next).take(this, batch);
    }

    /** Moves what is left of the header and then so many content bytes at most. */
    Step move(Batch batch, int most) throws IOException {
      int ofHeader = batch.header().remaining();
      if (ofHeader > 0) {
        return Step.moved(plan.target().write(batch.header(), batch.targetPosition()));
      }
      if (!held.hasRemaining()) {
        int n = take(batch, most);
        if (n <= 0) {
          return n < 0 ? Step.END_OF_SOURCE : Step.SOURCE_DRY;
        }
      }
      ByteBuffer part = held.slice(held.position(), Math.min(held.remaining(), most));
      int n = plan.target().write(part, batch.targetPosition());
      held.position(plan.source().positional() ? held.limit() : held.position() + n);
      return n > 0 ? Step.moved(n) : Step.TARGET_FULL;
    }

    /** Reads without writing. */
    int take(Batch batch, int most) throws IOException {
      ByteBuffer read = ByteBuffer.allocate((int) Math.min(Math.min(most, batch.max()), 1 << 20));
      int n = plan.source().read(read, batch.position());
      held = read.flip();
      return n;
    }

    @Override
    public long detained() {
      failIfBroken();
      return held.remaining();
    }

    @Override
    public int surrender(ByteBuffer into) {
      int n = keeps ? 0 : Math.min(held.remaining(), into.remaining());
      into.put(held.slice(held.position(), n));
      held.position(held.position() + n);
      return n;
    }

    @Override
    public long stray() {
      failIfBroken();
      return stray;
    }

    @Override
    public void unblock() {
      unblocked.countDown();
    }

    private void failIfBroken() {
      if (broken) {
        throw new IllegalStateException("broken");
      }
    }

    @Override
    public void close() {
      closed++;
      of.closing.run();
    }
  }
}
