package dev.sendfile.tck;

import dev.sendfile.Sendfile;
import dev.sendfile.spi.Availability;
import dev.sendfile.spi.Context;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Session;
import dev.sendfile.spi.TransferStrategy;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Stands between the engine and a strategy, and notes what it does there that it promised not to
 * do. To both it looks like the other.
 */
public final class Witness implements TransferStrategy, Witnessed {

  /** The name of the strategy that goes on where the one under test gives up. */
  public static final String COMPANION = "kit-loop";

  private final TransferStrategy strategy;
  private final Queue<Violation> violations = new ConcurrentLinkedQueue<>();

  /**
   * Watches a strategy.
   *
   * @param strategy the one under test
   */
  public Witness(TransferStrategy strategy) {
    this.strategy = strategy;
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
    return unforced().withForce(name());
  }

  /**
   * Deploys the strategy, watched, beside an honest one.
   *
   * @return an instance of the facade for one case
   */
  public Sendfile unforced() {
    return Sendfile.builder().strategies(this, new HonestStrategy(COMPANION)).build();
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

  @Override
  public String name() {
    return strategy.name();
  }

  @Override
  public String technique() {
    return strategy.technique();
  }

  @Override
  public Availability availability() {
    return strategy.availability();
  }

  @Override
  public Offer assess(Plan plan) {
    return strategy.assess(plan);
  }

  @Override
  public Session open(Plan plan, Context context) throws IOException {
    return strategy.open(plan, context);
  }

  @Override
  public String toString() {
    return name();
  }
}
