package dev.sendfile.tck;

import dev.sendfile.Sendfile;
import dev.sendfile.spi.Availability;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Scope;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.TransferStrategy;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.function.Executable;

/**
 * Stands between the engine and a strategy, and notes what it does there that it promised not to
 * do. To both it looks like the other.
 */
public final class Witness implements TransferStrategy, Witnessed {

  /** The name of the strategy that goes on where the one under test gives up. */
  public static final String COMPANION = "kit-loop";

  private final TransferStrategy strategy;
  private final StepSampler sampler;

  /** Where the current thread is asked for something. */
  @SuppressWarnings("ThreadLocalUsage") // each witness has its own, and removes what it sets
  private final ThreadTrap current = new ThreadTrap();

  private final Interludes interludes = new Interludes();
  private final Queue<Violation> violations = new ConcurrentLinkedQueue<>();

  /**
   * Watches a strategy.
   *
   * @param strategy the one under test
   */
  public Witness(TransferStrategy strategy) {
    this(strategy, new StepSampler());
  }

  /**
   * Watches a strategy beside others.
   *
   * @param strategy the one under test
   * @param sampler whom many witnesses share
   */
  Witness(TransferStrategy strategy, StepSampler sampler) {
    this.strategy = strategy;
    this.sampler = sampler;
  }

  /**
   * Returns the strategy under test.
   *
   * @return the strategy itself, which nobody watches
   */
  public TransferStrategy strategy() {
    return strategy;
  }

  /**
   * Deploys the strategy, watched, beside an honest one, and insists on it.
   *
   * @return an instance of the facade for one case
   */
  public Sendfile sendfile() {
    return preferred().withForce(name());
  }

  /**
   * Deploys the strategy, watched, beside an honest one, and prefers it: where it gives up, the
   * other goes on.
   *
   * @return an instance of the facade for one case
   */
  public Sendfile preferred() {
    return Sendfile.builder()
        .strategies(this, new HonestStrategy(COMPANION))
        .weight(name(), 1)
        .build();
  }

  @Override
  public Witness witness() {
    return this;
  }

  /**
   * Returns what was seen so far.
   *
   * @return the violations, in order; empty for none
   */
  public Collection<Violation> violations() {
    return List.copyOf(violations);
  }

  /**
   * Notes that a promise was broken.
   *
   * @param promise which one
   * @param what what was seen
   */
  public void note(Promise promise, String what) {
    violations.add(new Violation(promise, name() + ", " + what));
  }

  /**
   * Lets it look as if the strategy had refused some steps: others take them, or go on. What it had
   * taken from the source goes to them.
   *
   * @param steps which ones, counted from 1 in each session
   * @param scope how far the refusal reaches
   */
  public void refuse(IntPredicate steps, Scope scope) {
    interludes.refuse(steps, scope);
  }

  /**
   * Does something at the moment when a step begins: the engine has looked at everything, and the
   * strategy has not.
   *
   * @param step which one, counted from 1 in each session
   * @param action what to do, on the stepping thread
   */
  public void beforeStep(int step, Executable action) {
    interludes.beforeStep(step, action);
  }

  Interludes interludes() {
    return interludes;
  }

  StepSampler sampler() {
    return sampler;
  }

  /** The strategy is asked for something; returns where it was before. */
  @Nullable Scene enter(Scene scene, Scene.Act act) {
    Scene before = current.get();
    scene.enter(act);
    current.set(scene);
    return before;
  }

  /** It has answered. */
  void leave(Scene scene, @Nullable Scene before) {
    scene.leave();
    if (before == null) {
      current.remove();
    } else {
      current.set(before);
    }
  }

  // ---- what the engine asks

  /** The name of the strategy; one that nobody can use must not keep it from being tested. */
  @Override
  public String name() {
    String name = strategy.name();
    return Words.isName(name) ? name : "misnamed";
  }

  /** Its technique, likewise. */
  @Override
  public String technique() {
    String technique = strategy.technique();
    return Words.isWord(technique) ? technique : "unnamed";
  }

  @Override
  public Availability availability() {
    return strategy.availability();
  }

  @Override
  public Offer assess(Plan plan) {
    return new Assessment(this, plan).offer();
  }

  @Override
  public Session open(Plan plan, Context context) throws IOException {
    Assessment assessment = new Assessment(this, plan);
    boolean neverParks = assessment.neverParks();
    Scene scene = new Scene(this, plan);
    WatchedSource source = new WatchedSource(plan.source(), scene);
    WatchedTarget target = new WatchedTarget(plan.target(), scene);
    WatchedContext lender = new WatchedContext(context, scene);
    Standing standing = new Standing(scene, plan.source(), plan.target());
    Scene before = enter(scene, Scene.Act.OPEN);
    try {
      Session session = strategy.open(watched(plan, source, target), lender);
      if (session == null) {
        throw new NullPointerException("open() returned null");
      }
      return new WatchedSession(
          this,
          scene,
          session,
          new Account(scene, session, source, target, lender),
          lender,
          standing,
          neverParks);
    } catch (RuntimeException | Error e) {
      scene.note(Promise.NOTHING_UNCHECKED, "it threw " + e);
      throw e;
    } finally {
      leave(scene, before);
    }
  }

  /** The same plan for ends that are watched. */
  static Plan watched(Plan plan, WatchedSource source, WatchedTarget target) {
    return new Plan(
        source,
        target,
        plan.offset(),
        plan.length(),
        plan.targetOffset(),
        plan.headerLength(),
        plan.mayBlock(),
        plan.options());
  }

  @Override
  public String toString() {
    return strategy.name();
  }
}
