package dev.sendfile;

import dev.sendfile.internal.choice.Chooser;
import dev.sendfile.internal.choice.UnservedException;
import dev.sendfile.internal.end.UnusableEndException;
import dev.sendfile.spi.Batch;
import dev.sendfile.spi.Candidate;
import dev.sendfile.spi.Capability;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Lease;
import dev.sendfile.spi.Memory;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Refusal;
import dev.sendfile.spi.Scope;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.NonReadableChannelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The strategies that may serve one plan, as one session: steps by the best of them, and goes on
 * with the next from the exact byte reached when one gives up. What a session had taken from the
 * source goes to the target before anything else does.
 */
final class Chain implements Session, Context {

  /** What a parked transfer may hold: one page. */
  static final int PAGE = 4096;

  private static final Refusal NONE_LEFT = Refusal.ofEnds("no strategy is left");

  private final Driver driver;
  private Candidate current;

  /** When it was last seen that the current strategy is there. */
  private int generation;

  /** Volatile, as the next one: another thread may {@link #unblock} it. */
  private volatile @Nullable Session session;

  private volatile @Nullable Detour detour;

  /**
   * Begins with a strategy.
   *
   * @param generation when it was chosen; asked before what there is, so that what goes meanwhile
   *     is noticed at the first step
   */
  private Chain(Driver driver, int generation, Candidate first, @Nullable Detour detour) {
    this.driver = driver;
    this.generation = generation;
    this.current = first;
    this.detour = detour;
  }

  /** Chooses the first strategy by the policy of the transfer. */
  static Chain choose(Driver driver, Plan plan) throws UnservedException {
    int generation = driver.generation();
    Candidate first = Chooser.first(driver.roster(), plan, driver.policy());
    return new Chain(driver, generation, first, null);
  }

  /** Most chains serve the plan of their transfer; one that a wrapper asked for has its own. */
  private Plan plan() {
    Plan derived = detour == null ? null : detour.derived();
    return derived == null ? driver.plan() : derived;
  }

  Candidate current() {
    return current;
  }

  /** The strategy that ran: not the current one, if a substitute has taken all of its steps. */
  Candidate ran() {
    return detour == null || detour.substitute == null || detour.currentMoved
        ? current
        : detour.substitute.ran();
  }

  List<TransferResult.PassedOver> passedOver() {
    return detour == null ? List.of() : detour.passedOver();
  }

  /** What the last strategy that gave up had thrown, if anything. */
  @Nullable Throwable thrown() {
    return detour == null ? null : detour.thrown();
  }

  // ---- moving bytes

  @Override
  public Step step(Batch batch) throws IOException {
    Refusal last = NONE_LEFT;
    if (driver.generation() != generation) {
      leaveWhatIsGone();
    }
    do {
      if (isAstray()) {
        return Step.END_OF_SOURCE;
      }
      if (detour != null && detour.carried() > 0) {
        return deliver(batch, detour);
      }
      Session open = session == null ? open() : session;
      if (open == null) {
        continue;
      }
      if (!current.offer().has(Capability.GATHERS_HEADER) && batch.header().hasRemaining()) {
        return plain(batch.header(), batch);
      }
      Step step = attempt(open, batch);
      if (step instanceof Step.NotHandled refused) {
        last = refused.refusal();
        step = last.scope() == Scope.STEP ? substituted(open, batch, last) : null;
        if (step == null) {
          passOver(last.reason(), last.cause());
        }
      }
      if (step != null) {
        return step;
      }
    } while (advance());
    if (detour != null && detour.firstFailure != null) {
      throw detour.firstFailure;
    }
    return Step.notHandled(last);
  }

  /** Opens a session; {@code null} if the strategy failed to, and another may follow. */
  private @Nullable Session open() throws IOException {
    long written = driver.target().written() + bypassed();
    long taken = driver.source().consumed();
    Throwable thrown = null;
    try {
      session =
          Objects.requireNonNull(current.strategy().open(plan(), this), "open() returned null");
    } catch (Throwable e) {
      thrown = e;
    }
    Attempt.afterOpening(this, driver, session, written, taken, thrown);
    if (thrown != null) {
      failed("open()", thrown);
      return null;
    }
    driver.opened(current);
    return session;
  }

  /** Steps the current session; {@code null} if it failed in a way that the next may survive. */
  private @Nullable Step attempt(Session open, Batch batch) throws IOException {
    Step step = Attempt.of(this, driver, current, open, batch);
    if (detour != null && step instanceof Step.Moved) {
      detour.firstFailure = null;
      detour.currentMoved = true;
    }
    return step;
  }

  /**
   * The current strategy threw, and moved nothing.
   *
   * @return {@code null}: the next one has one step to do better
   * @throws IOException if none may
   */
  @Nullable Step survived(Throwable thrown) throws IOException {
    if (thrown instanceof NonReadableChannelException e) {
      throw UnusableEndException.notReadable(e); // the caller's fault, not the strategy's
    }
    if (Throwing.interruptOf(thrown) != null) {
      throw Throwing.<IOException>as(thrown); // it alone tells that what was accepted is in doubt
    }
    if (!(thrown instanceof IOException e)) {
      failed("step()", thrown);
      return null;
    }
    IOException first = detour == null ? null : detour.firstFailure;
    if (first != null) {
      first.addSuppressed(e);
      throw first;
    }
    if (!Failures.maySurvive(driver, e)) {
      throw e;
    }
    passOver(String.valueOf(e), e);
    detour().firstFailure = e;
    return null;
  }

  private void failed(String where, Throwable thrown) {
    if (!(thrown instanceof IOException)) {
      Reports.log(driver, current, where, thrown);
    }
    boolean known = thrown instanceof IOException; // whose words are for users
    passOver(known ? Words.of(thrown) : where + " threw " + thrown, thrown);
  }

  /** The current strategy has written bytes that it does not tell of. */
  void untold(long bytes) {
    detour().untold(bytes);
  }

  /** Bytes that sessions which were lent have moved past the methods of the target. */
  long bypassed() {
    return detour == null ? 0 : detour.bypassed();
  }

  /** Bytes that the target has accepted and no strategy has told of. */
  long untold() {
    if (detour == null) {
      return 0;
    }
    return detour.untold() + (detour.substitute == null ? 0 : detour.substitute.untold());
  }

  /** Lets the next strategy take one step, and keeps it at hand; {@code null} if none would. */
  private @Nullable Step substituted(Session open, Batch batch, Refusal refusal)
      throws IOException {
    Detour off = detour();
    if (open.detained() > 0) {
      off.takeFrom(current, open);
      return deliver(batch, off);
    }
    if (off.substitute == null) {
      off.substitute = rest(plan(), off.free());
      if (off.substitute != null) {
        passOver("for a while: " + refusal.reason(), refusal.cause());
      }
    }
    Step step = off.substitute == null ? null : off.substitute.step(batch);
    if (off.substitute != null) {
      off.takeFrom(
          off.substitute.current,
          off.substitute); // the current strategy, which steps next, would go on behind it
    }
    return step instanceof Step.NotHandled ? null : step;
  }

  /** Goes on with the next strategy; {@code false} if none is left. */
  private boolean advance() throws IOException {
    Detour off = detour();
    retire(off);
    if (!Successors.isGone(driver, current)) { // who comes in its place by its name may do better
      off.excluded().add(current.name());
    }
    List<Candidate> left = Successors.of(driver, plan(), off.free(), off.excluded());
    if (left.isEmpty()) {
      return false;
    }
    current = left.get(0);
    off.currentMoved = false;
    return true;
  }

  /**
   * Strategies came or went. If the current one is among those that went, the next one goes on from
   * here; where there is none, the current one stays for as long as it works.
   */
  private void leaveWhatIsGone() throws IOException {
    generation = driver.generation();
    if (Successors.isGone(driver, current)) {
      Detour off = detour();
      List<Candidate> left = Successors.of(driver, plan(), off.free(), off.excluded());
      if (!left.isEmpty()) {
        passOver("it was withdrawn", null);
        retire(off);
        current = left.get(0);
        off.currentMoved = false;
      }
    }
  }

  /** Takes over what the sessions hold, and closes them. */
  private void retire(Detour off) throws IOException {
    Session gaveUp = session;
    session = null; // first: one that fails to hand over is not asked, nor closed, again
    if (gaveUp != null) {
      Retirement.of(driver, current, gaveUp, off);
    }
    Chain substitute = off.substitute;
    off.substitute = null;
    if (substitute != null) {
      Retirement.of(driver, substitute.current, substitute, off);
    }
    off.closeLent();
  }

  /**
   * Moves at most a page by a plain read and a plain write of the engine's own, which parks where a
   * raw call would spin or hold a carrier.
   */
  Step nudge(Batch batch) throws IOException {
    if (isAstray()) {
      return Step.END_OF_SOURCE;
    }
    while (session == null && forced() && open() == null) { // before anything leaves
      if (!advance()) {
        return Step.notHandled(NONE_LEFT);
      }
    }
    if (batch.header().hasRemaining()) {
      return plain(batch.header(), batch);
    }
    if (detour != null && detour.carried() > 0) {
      return deliver(batch, detour);
    }
    try (Lease lease = lease((int) Math.min(PAGE, batch.max()), Memory.DIRECT)) {
      ByteBuffer page = lease.buffer();
      boolean consumed = detained() > 0 || !plan().source().positional();
      boolean held = detained() > 0;
      int n = held ? surrender(page) : plan().source().read(page, batch.position());
      if (n <= 0 && held) {
        throw Retirement.lost(current, null);
      }
      if (n <= 0) {
        return n < 0 ? Step.END_OF_SOURCE : Step.SOURCE_DRY;
      }
      page.flip();
      try {
        return consumed ? taken(page, batch) : plain(page, batch);
      } finally {
        if (consumed) {
          detour().keep(page);
        }
      }
    }
  }

  private Step deliver(Batch batch, Detour off) throws IOException {
    ByteBuffer carry = off.carry();
    if (carry == null || batch.header().hasRemaining()) {
      return plain(batch.header(), batch);
    }
    int limit = carry.limit();
    carry.limit((int) Math.min(limit, carry.position() + batch.max()));
    try {
      return taken(carry, batch);
    } finally {
      carry.limit(limit);
      off.delivered();
    }
  }

  /** Writes what cannot be read again: an interrupted write may have taken bytes all the same. */
  private Step taken(ByteBuffer bytes, Batch batch) throws IOException {
    int before = bytes.position();
    try {
      return plain(bytes, batch);
    } catch (ClosedByInterruptException e) {
      untold(bytes.position() - before);
      throw e;
    }
  }

  private Step plain(ByteBuffer bytes, Batch batch) throws IOException {
    int n = plan().target().write(bytes, batch.targetPosition());
    return n > 0 ? Step.moved(n) : Step.TARGET_FULL;
  }

  // ---- what sessions hold

  @Override
  public long detained() {
    long held = session == null ? 0 : Math.max(0, session.detained());
    if (detour != null) {
      held += detour.carried();
      held += detour.substitute == null ? 0 : detour.substitute.detained();
    }
    return held;
  }

  @Override
  public int surrender(ByteBuffer into) throws IOException {
    int before = into.remaining();
    if (detour != null) {
      detour.surrender(into);
    }
    if (session != null) {
      Detour.drain(session, into);
    }
    if (detour != null && detour.substitute != null) {
      Detour.drain(detour.substitute, into);
    }
    return before - into.remaining();
  }

  @Override
  public long stray() {
    long bytes = session == null ? 0 : strayOf(session);
    if (detour != null) {
      bytes += detour.stray();
      bytes += detour.substitute == null ? 0 : detour.substitute.stray();
    }
    return bytes;
  }

  /** Of one that does not let itself be asked, or answers nonsense, none. */
  private static long strayOf(Session session) {
    try {
      return Math.max(0, session.stray());
    } catch (Throwable e) {
      return 0;
    }
  }

  /** Whether a strategy has left bytes that are not the source's: nobody may go on behind them. */
  private boolean isAstray() {
    return detour != null && stray() > 0;
  }

  /** What was taken from a sequential source and not accepted by the target, for its owner. */
  byte[] takeBack() {
    byte[] last = driver.source().takenByFailure();
    try {
      ByteBuffer rest = ByteBuffer.allocate(Math.toIntExact(detained() + last.length));
      Detour.drain(this, rest);
      rest.put(last);
      return Arrays.copyOf(rest.array(), rest.position());
    } catch (Throwable e) { // of a strategy's own
      System.getLogger("dev.sendfile")
          .log(Level.WARNING, "bytes taken from the source cannot be had back", e);
      return new byte[0];
    }
  }

  @Override
  public void unblock() {
    Session open = session;
    if (open != null) {
      open.unblock();
    }
    Detour off = detour;
    Chain substitute = off == null ? null : off.substitute;
    if (substitute != null) {
      substitute.unblock();
    }
  }

  @Override
  public void close() {
    Session open = session;
    session = null; // closed once
    if (open != null) {
      Retirement.close(driver, current, open);
    }
    if (detour != null && detour.substitute != null) {
      detour.substitute.close();
    }
    if (detour != null) {
      detour.closeLent();
    }
  }

  // ---- what the engine lends to a session

  @Override
  public Lease lease(int size, Memory memory) {
    return driver.lease(size, memory);
  }

  @Override
  public Session next(Plan derived) throws IOException {
    // a wrapper may be forced; what it wraps is not
    boolean free = (detour != null && detour.free()) || driver.policy().force() != null;
    Chain next = rest(derived, free);
    if (next == null) {
      throw new UnservedException(
          "no strategy is left for " + current.name() + " to delegate to", null);
    }
    Delegation delegation = detour().delegation();
    Session lent = new LentSession(next, derived, delegation, driver.target());
    next.detour().delegateIn(delegation);
    delegation.lend(lent);
    return lent;
  }

  @Override
  public boolean forced() {
    return driver.policy().force() != null && (detour == null || !detour.free());
  }

  @Override
  public boolean cancelled() {
    return driver.cancelled();
  }

  // ---- choosing

  /** What would serve a plan if neither the current strategy nor the excluded ones were there. */
  private @Nullable Chain rest(Plan derived, boolean free) {
    int since = driver.generation();
    List<String> without = new ArrayList<>();
    without.add(current.name());
    if (detour != null) {
      without.addAll(detour.excluded());
    }
    List<Candidate> left = Successors.of(driver, derived, free, without);
    return left.isEmpty()
        ? null
        : new Chain(driver, since, left.get(0), new Detour(free, without, derived));
  }

  private Detour detour() {
    Detour off = detour;
    if (off == null) {
      off = new Detour(false, List.of(), null);
      off.currentMoved = driver.position() > driver.plan().offset(); // nobody else was there so far
      detour = off;
    }
    return off;
  }

  private void passOver(String reason, @Nullable Throwable cause) {
    detour().passOver(current.name(), reason, cause);
  }
}
