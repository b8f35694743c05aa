package dev.sendfile;

import dev.sendfile.internal.choice.Policy;
import dev.sendfile.internal.discovery.Roster;
import dev.sendfile.internal.end.EngineSource;
import dev.sendfile.internal.end.EngineTarget;
import dev.sendfile.internal.framework.Registry;
import dev.sendfile.internal.framework.Underway;
import dev.sendfile.internal.telemetry.Recorder;
import dev.sendfile.spi.Candidate;
import dev.sendfile.spi.Capability;
import dev.sendfile.spi.EndKind;
import dev.sendfile.spi.Lease;
import dev.sendfile.spi.Memory;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Readiness;
import dev.sendfile.spi.Step;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * Drives one transfer, one turn at a time: sizes the step, takes it, counts, and settles how the
 * transfer ends. Who calls decides how to wait between two turns: {@link Run} on a thread of its
 * own, {@link EventLoop} on one that serves many. Used by one thread at a time.
 */
final class Driver extends Ledger implements Underway.Stoppable {

  /** What one turn of the loop came to. */
  enum Turn {
    MOVED,
    TARGET_FULL,
    SOURCE_DRY,
    LATER,
    /** The strategy says nothing more can be had or taken, and the ends say otherwise. */
    CONTRADICTION
  }

  /** Content that is sent without anybody watching, unless there is another reason. */
  private static final long UNWATCHED = 64 << 10;

  private final Terms terms;
  private final Chain chain;
  private final boolean explicitLength;

  private boolean pageWise;
  private boolean verified;

  private @Nullable Supervision supervision;

  /**
   * Chooses the strategy.
   *
   * @param terms what is deployed and set
   * @param plan what is to be moved
   * @param explicitLength whether the user gave the length, so that nothing less will do
   * @param framing what goes around it
   * @param listener whom to tell, if anybody
   * @param guard watches this transfer; {@code null} as long as nothing needs to be watched
   */
  Driver(
      Terms terms,
      Plan plan,
      boolean explicitLength,
      Framing framing,
      @Nullable TransferListener listener,
      @Nullable Guard guard)
      throws IOException {
    super(plan, framing);
    this.terms = terms;
    this.explicitLength = explicitLength;
    this.chain = Chain.choose(this, plan);
    if (listener != null || guard != null) {
      ProgressReporter reporter = listener == null ? null : new ProgressReporter(listener, total());
      StepSize adaptive =
          plan.target().blocking() ? new StepSize(largest(null), settings().writeTimeout()) : null;
      supervision = new Supervision(guard, reporter, adaptive);
    }
    verified = !explicitLength || plan.length() == 0 || !plan.source().positional();
    boolean eager = supervision != null || plan.target().owned(); // which is about to be truncated
    if (eager || plan.length() > largest(null) || !verifiesRange(chain.current())) {
      verifyRange();
    }
  }

  /** Not behind a header that the engine would write before the strategy has read anything. */
  private boolean verifiesRange(Candidate candidate) {
    return candidate.offer().has(Capability.VERIFIES_RANGE)
        && (plan().headerLength() == 0 || candidate.offer().has(Capability.GATHERS_HEADER));
  }

  /**
   * Asking for the size takes a system call: a strategy that reads all before it writes saves it.
   */
  private void verifyRange() throws IOException {
    if (!verified) {
      Range.verify(source(), plan().offset(), plan().length(), terms.engine());
      verified = true;
    }
  }

  // ---- around the turns

  /** Makes ready for the first turn. */
  void begin() throws IOException {
    Engine engine = terms.engine();
    if (engine.framework() != null) {
      engine.framework().underway().begun(this);
    }
    Recorder.Recording recording = engine.recorder().begin();
    if (recording != null) {
      supervised().recordBy(recording); // whatever fails from here on is told
    }
    stopIfAsked();
    watchTarget(false); // on a virtual thread it may wait before a session is opened
    if (supervision != null) {
      watched(supervision::begin);
    }
    prepare();
    Policy policy = policy();
    engine
        .choices()
        .chosen(plan(), chain.current(), policy.force() != null, policy.selector() != null);
  }

  /** To flush a stream, or to open a file, may take as long as a step. */
  private void prepare() throws IOException {
    if (supervision == null) {
      openEnds();
      return;
    }
    supervision.enterStep();
    try {
      openEnds();
    } finally {
      supervision.leaveStep();
    }
  }

  private void openEnds() throws IOException {
    source().open(terms.engine().watchdog().closers());
    prepareTarget();
  }

  private interface Watching {
    void begin() throws IOException;
  }

  /** Who cannot be watched, and has to be, does not begin. */
  private void watched(Watching watching) throws TransferException {
    try {
      watching.begin();
    } catch (IOException e) {
      throw new TransferException(
          "the transfer has to be watched, so that a timeout, a cancel or a closed end can end it,"
              + " and "
              + e.getMessage(),
          e.getCause(),
          Accounting.of(this),
          FailedEnd.NEITHER);
    }
  }

  private void prepareTarget() throws IOException {
    try {
      target().claim(this);
      target().open(terms.engine().watchdog().closers());
      if (terms.own().force() != null) {
        target().keepUntilServed();
      }
      target().prepare();
    } catch (Exception e) {
      if (target().isOpen()) {
        throw Failures.preparing(this, e);
      }
      throw Throwing.<IOException>as(e);
    }
  }

  /** Every byte was accepted: does what was asked for the end. */
  void finish() throws IOException {
    Doubt.refuse(this, null);
    if (!source().positional() && source().consumed() > position() - plan().offset()) {
      throw Retirement.lost(chain.ran(), null); // it was taken, and is not in the target
    }
    try {
      target().dropRest(accepted(), true);
      target().finish();
    } catch (Exception e) {
      throw Failures.finishing(this, e);
    }
    boolean endClosed = supervision != null && supervision.endGuard();
    if (!over() || endClosed) {
      stopIfAsked();
    }
  }

  /** What a transfer did that every byte of was accepted. */
  TransferResult result() {
    return new TransferResult(
        chain.ran(),
        plan().route(),
        accepted(),
        framing(),
        supervision == null ? 0 : supervision.parked(),
        chain.passedOver());
  }

  /** Tells of a good end, once all was given back. */
  void completed(TransferResult result) {
    if (supervision != null) {
      supervision.completed(result);
    }
  }

  /** Tells of a bad one. */
  void failed(TransferException failure) {
    if (supervision != null) {
      supervision.failed(failure, plan().route(), chain.ran(), chain.passedOver().size());
    }
  }

  /** Makes ready for turns on a virtual thread. */
  void enterVirtualThread() throws IOException {
    target().enterVirtualThread();
    // a stream never says that it is full: it parks with the whole of what it was given
    pageWise = !target().tellsFull();
    if (pageWise) {
      verifyRange(); // nobody reads all before the first write
    }
  }

  // ---- one turn

  /** One attempt at whatever comes next: header and content, then trailer. */
  Turn turn(boolean nudge) throws IOException {
    if (nudge) {
      verifyRange();
    }
    requireFraming();
    boolean framingOnly = contentLeft() == 0;
    long began = supervision == null ? 0 : supervision.enterStep();
    Step step;
    try {
      step = framingOnly ? writeFraming() : nudge ? chain.nudge(this) : chain.step(this);
    } finally {
      if (supervision != null) {
        supervision.leaveStep();
      }
    }
    Turn turn = framingOnly ? settleFraming(step) : settle(step, nudge);
    if (supervision != null) {
      supervision.stepTook(began);
      if (turn == Turn.TARGET_FULL || turn == Turn.SOURCE_DRY) {
        supervision.waitedInStep(
            turn == Turn.TARGET_FULL ? Readiness.TARGET_WRITABLE : Readiness.SOURCE_READABLE);
      }
    }
    return turn;
  }

  /** What is left of the header where no content follows, or the trailer. */
  private Step writeFraming() throws IOException {
    ByteBuffer left = framingLeft();
    int before = left.position();
    try {
      int n = target().write(left, targetPosition());
      return n > 0 ? Step.moved(n) : Step.TARGET_FULL;
    } catch (Throwable e) {
      if (target().inDoubt() == 0) { // a channel of the JDK's own, whose buffer tells all
        enterFraming(left.position() - before);
      }
      throw e;
    }
  }

  private Turn settleFraming(Step step) {
    if (step instanceof Step.Moved moved) {
      enterFraming((int) moved.bytes());
      progressed();
      return Turn.MOVED;
    }
    return Turn.TARGET_FULL;
  }

  private Turn settle(Step step, boolean nudged) throws IOException {
    if (step instanceof Step.Moved moved) {
      account(moved.bytes(), nudged);
      return Turn.MOVED;
    }
    if (step instanceof Step.WouldBlock blocked) {
      if (blocked.on() == Readiness.TARGET_WRITABLE
          && target().kind().equals(EndKind.FILE)
          && !nudged) {
        return Turn.CONTRADICTION; // a file is never full, or says so itself to a plain write
      }
      return blocked.on() == Readiness.TARGET_WRITABLE ? Turn.TARGET_FULL : sourceDry();
    }
    if (step instanceof Step.Later later) {
      supervised().pauseFor(later.nanos());
      return Turn.LATER;
    }
    if (step instanceof Step.NotHandled) {
      throw source().isOpen() && target().isOpen() && !target().shutDown()
          ? Failures.gaveUp(this)
          : new ClosedChannelException(); // who gave up had no other word for it
    }
    return endOfSource();
  }

  /** While the source gives nothing, nobody else looks at the target. */
  private Turn sourceDry() throws ClosedChannelException {
    if (!target().isOpen()) {
      throw new ClosedChannelException();
    }
    return Turn.SOURCE_DRY;
  }

  private void account(long bytes, boolean nudged) throws IOException {
    long asked = headerLeft() + max();
    if (bytes > asked) {
      throw Failures.overreported(this, bytes, asked);
    }
    boolean first = isKept();
    enter(bytes);
    verified = true;
    if (first) {
      served();
    }
    if (nudged) {
      supervised().countParked(bytes);
    }
    progressed();
  }

  /** Whether the target is as it was, until a strategy serves that nobody would follow. */
  private boolean isKept() {
    return terms.own().force() != null && accepted() == 0;
  }

  /** One that is not full is shared only with the end of a file. */
  private void makeRoomForLastBlock() throws IOException {
    if (isKept() && plan().length() > 0) {
      target().dropRest(plan().length(), false);
    }
  }

  /** What was there before is not kept for longer. */
  private void served() throws IOException {
    target().dropRest(accepted(), false);
  }

  private void progressed() {
    if (supervision != null) {
      supervision.progressed(chain.ran().name(), accepted());
    }
  }

  /**
   * The end of a source is where a read says so, not where its size does: {@code /sys} files claim
   * a page and hold a line. Files that are not of that kind have been cut short, or lie.
   */
  private Turn endOfSource() throws IOException {
    if (source().shutDown()) {
      stopIfAsked();
      throw Failures.inputShutDown(this);
    }
    if (chain.stray() > 0) {
      if (!source().isOpen()) { // nobody could ask how much of the file is left
        throw new ClosedChannelException();
      }
      throw Failures.truncated(this, null); // whatever the file holds now: other bytes are out
    }
    verifyRange();
    if (chain.detained() > 0 || source().mayHaveMore()) {
      return Turn.CONTRADICTION; // a page shows what there is
    }
    if (plan().length() >= 0) {
      EngineSource source = source();
      if (source.positional() && Range.holdsByte(source, position(), terms.engine())) {
        return Turn.CONTRADICTION;
      }
      if (explicitLength
          || !source.positional()
          || sourceShrank()
          || !Range.mayEndEarly(source, plan())) {
        stopIfAsked(); // a stranger may call it the end that it was closed to stop it
        if (isKept()) {
          served(); // as far as there was something
        }
        throw Failures.truncated(this, null);
      }
    }
    endContent();
    return Turn.MOVED;
  }

  boolean sourceShrank() {
    return Range.isShrunk(source(), plan());
  }

  // ---- waiting

  Supervision supervised() {
    Supervision made = supervision;
    if (made == null) {
      made = new Supervision(null, null, null);
      supervision = made;
    }
    return made;
  }

  void stopIfAsked() throws TransferException {
    if (Thread.currentThread().isInterrupted() || stop() != Guard.Stop.NO || libraryStops()) {
      TransferException stopped = Failures.stopped(this, null);
      if (stopped != null) {
        throw stopped;
      }
    }
  }

  // ---- when the library goes away, on any thread

  boolean libraryStops() {
    Registry framework = terms.engine().framework();
    return framework != null && framework.underway().stops(this);
  }

  @Override
  public boolean mayBlock() {
    return plan().mayBlock();
  }

  @Override
  public void unblock() {
    Supervision watching = supervision;
    Guard guard = watching == null ? null : watching.guard();
    if (watching != null && watching.isPausing()) {
      watching.wake(); // and it looks whether it is to stop, before its next step
    } else if (guard != null) {
      guard.endNow();
    } else {
      Unblocking session = unblocking();
      StepEnding ending =
          source().reading()
              ? StepEnding.ofSource(source(), session::begin)
              : StepEnding.ofTarget(target(), session::begin);
      ending.begin(session.closers(), null);
    }
  }

  private Unblocking unblocking() {
    return new Unblocking(chain, terms.engine().watchdog().closers());
  }

  /** No end is closed from here on; returns whether none was. */
  private boolean over() {
    Registry framework = terms.engine().framework();
    return framework == null || framework.underway().over(this);
  }

  // ---- what the handle asks, on any thread

  void cancel() {
    if (supervision != null) {
      supervision.cancel();
    }
  }

  long acceptedSoFar() {
    return supervision == null ? 0 : supervision.accepted();
  }

  // ---- what the chain asks

  Roster roster() {
    return terms.engine().strategies().roster();
  }

  int generation() {
    return terms.engine().strategies().generation();
  }

  Policy policy() {
    return terms.policy();
  }

  Lease lease(int size, Memory memory) {
    return terms.engine().buffers().lease(size, memory);
  }

  boolean cancelled() {
    return stop() == Guard.Stop.CANCELLED;
  }

  /** A session was opened: some need to be watched, and some need to be sure of the range. */
  void opened(Candidate candidate) throws IOException {
    if (!verifiesRange(candidate)) {
      verifyRange();
    }
    if (candidate.offer().has(Capability.REFLINK)) {
      makeRoomForLastBlock();
    }
    boolean deaf = target().blocking() && candidate.offer().has(Capability.IGNORES_TARGET_CLOSE);
    watchTarget(deaf);
  }

  private void watchTarget(boolean deaf) throws IOException {
    boolean waits = waitsForSource();
    Guard guard = supervision == null ? null : supervision.guard();
    if (guard == null && (deaf || waits || mayNotNoticeInTime())) {
      Guard made = new Guard(terms.engine().watchdog(), source(), target(), settings());
      watched(() -> supervised().guardBy(made));
      guard = made;
    }
    Guard watching = guard;
    if (watching != null) {
      watched(() -> watching.watchTarget(deaf, waits, unblocking()));
    }
  }

  /**
   * Whether a strategy that works on a descriptor of its own could be in a call for long after the
   * target was closed; a stranger is written to by its methods alone, which notice. What a socket's
   * buffer takes at once is not worth a watch.
   */
  private boolean mayNotNoticeInTime() {
    return contentLeft() > UNWATCHED && target().blocking() && !target().foreign();
  }

  /** Whoever is blocked in a read notices nothing of the target; closing the source ends it. */
  private boolean waitsForSource() {
    EngineSource source = source();
    return !source.positional()
        && source.blocking()
        && source.closable()
        && !target().owned(); // which nobody else can close
  }

  // ---- the batch

  @Override
  public long max() {
    long largest = pageWise && !neverParks() ? Chain.PAGE : largest(chain.current().offer());
    return Math.min(contentLeft(), supervision == null ? largest : supervision.stepSize(largest));
  }

  private boolean neverParks() {
    return chain.current().offer().has(Capability.NON_BLOCKING);
  }

  @Override
  public boolean allOrNothing() {
    return !verified;
  }

  // ---- around its end

  /** Waits for nothing any more, and lets nobody close an end. */
  void endSupervision() throws IOException {
    if (supervision != null) {
      supervision.end();
    }
  }

  /** A stream with a file behind it stands where the transfer has left it. */
  void moveSourceOn() throws IOException {
    if (position() > plan().offset()) {
      source().consumedUpTo(position());
    }
  }

  // ---- for naming failures

  Terms terms() {
    return terms;
  }

  Settings settings() {
    return terms.settings();
  }

  /** The engine makes the ends of every plan it drives, so they are of its own types. */
  EngineSource source() {
    return (EngineSource) plan().source();
  }

  EngineTarget target() {
    return (EngineTarget) plan().target();
  }

  Chain chain() {
    return chain;
  }

  Guard.Stop stop() {
    return supervision == null ? Guard.Stop.NO : supervision.stop();
  }
}
