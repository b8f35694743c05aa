package dev.sendfile.internal.discovery;

import dev.sendfile.spi.Availability;
import dev.sendfile.spi.Candidate;
import dev.sendfile.spi.Offer;
import dev.sendfile.spi.Plan;
import dev.sendfile.spi.Route;
import dev.sendfile.spi.Techniques;
import dev.sendfile.spi.TransferStrategy;
import java.lang.System.Logger.Level;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A strategy with its name, technique and weight, asked once. What it throws unchecked is turned
 * into an answer here, and logged the first time.
 */
public final class Registered {

  private final TransferStrategy strategy;
  private final String name;
  private final String technique;
  private final int weight;
  private final AtomicBoolean reported = new AtomicBoolean();

  /**
   * The last one made; racy on purpose: a strategy that offers constants allocates nothing here.
   */
  private @Nullable Candidate candidate;

  private Registered(TransferStrategy strategy, String name, String technique, int weight) {
    this.strategy = strategy;
    this.name = name;
    this.technique = technique;
    this.weight = weight;
  }

  /**
   * Asks a strategy for its name and technique.
   *
   * @param strategy the strategy
   * @param weight what it weighs unless somebody sets another weight
   * @return the strategy as registered
   * @throws IllegalArgumentException if its name or technique is not usable
   */
  public static Registered of(TransferStrategy strategy, int weight) {
    String name = ask(strategy, "name()", strategy::name);
    String technique = ask(strategy, "technique()", strategy::technique);
    if (name == null || !Names.isStrategyName(name)) {
      throw new IllegalArgumentException(
          strategy.getClass().getName() + ".name() is '" + name + "', which " + Names.RULE);
    }
    if (technique == null || !Names.isWord(technique)) {
      throw new IllegalArgumentException(
          strategy.getClass().getName() + ".technique() is '" + technique + "'");
    }
    return new Registered(strategy, name, Techniques.canonical(technique), weight);
  }

  private static @Nullable String ask(
      TransferStrategy strategy, String what, Supplier<@Nullable String> answer) {
    try {
      return answer.get();
    } catch (RuntimeException | LinkageError e) {
      throw new IllegalArgumentException(
          strategy.getClass().getName() + "." + what + " threw " + e, e);
    }
  }

  /**
   * Weighs the strategy.
   *
   * @param other its weight
   * @return the strategy with that weight
   */
  public Registered weighing(int other) {
    return other == weight ? this : new Registered(strategy, name, technique, other);
  }

  /**
   * Returns the strategy.
   *
   * @return the strategy
   */
  public TransferStrategy strategy() {
    return strategy;
  }

  /**
   * Returns its name.
   *
   * @return the name
   */
  public String name() {
    return name;
  }

  /**
   * Returns its technique, in the canonical spelling.
   *
   * @return the technique
   */
  public String technique() {
    return technique;
  }

  /**
   * Tells whether a user who writes a name means this strategy.
   *
   * @param wanted a strategy or technique, in its canonical spelling
   * @return {@code true} if so
   */
  public boolean answersTo(String wanted) {
    return name.equals(wanted) || technique.equals(wanted);
  }

  /**
   * Returns its weight.
   *
   * @return the weight, 0 unless somebody set another
   */
  public int weight() {
    return weight;
  }

  /**
   * Asks whether it is available.
   *
   * @return its answer; unavailable if it threw
   */
  public Availability availability() {
    try {
      return Objects.requireNonNull(strategy.availability(), "availability() returned null");
    } catch (Throwable e) {
      reportOnce("availability()", e);
      return new Availability.Unavailable(
          "availability() threw " + e, "report this to its provider", e);
    }
  }

  /**
   * Asks whether it ever serves a route.
   *
   * @param route the kinds of the ends
   * @param prepared whether both are prepared ones
   * @return its answer; {@code true} if it threw, so that it is asked for an offer
   */
  boolean serves(Route route, boolean prepared) {
    try {
      return strategy.serves(route, prepared);
    } catch (Throwable e) {
      reportOnce("serves()", e);
      return true;
    }
  }

  /**
   * Asks for an offer.
   *
   * @param plan what is to be moved
   * @return its answer; a refusal if it is unavailable or threw
   */
  public Offer assess(Plan plan) {
    try {
      Availability availability = strategy.availability();
      if (availability instanceof Availability.Unavailable) {
        return Offer.declined(availability.toString());
      }
      return Objects.requireNonNull(strategy.assess(plan), "assess() returned null");
    } catch (Throwable e) {
      reportOnce("assess()", e);
      return Offer.declined("assess() threw " + e);
    }
  }

  /**
   * Logs that the strategy threw something, and was passed over.
   *
   * @param where the method that threw
   * @param thrown what it threw
   */
  public void report(String where, Throwable thrown) {
    log(where + " threw", thrown);
  }

  /** The same for what every transfer asks: the first time only. */
  private void reportOnce(String where, Throwable thrown) {
    if (reported.compareAndSet(false, true)) {
      log(where + " threw; it may again, which is not logged", thrown);
    }
  }

  private void log(String what, Throwable thrown) {
    System.getLogger("dev.sendfile")
        .log(Level.WARNING, "strategy " + name + " was passed over: " + what, thrown);
  }

  /**
   * Shows this strategy to a selector.
   *
   * @param offer what it offered
   * @return the candidate
   */
  public Candidate candidate(Offer.Accepted offer) {
    Candidate last = candidate;
    if (last == null || !last.offer().equals(offer)) {
      last = new Candidate(strategy, name, technique, weight, offer);
      candidate = last;
    }
    return last;
  }

  @Override
  public String toString() {
    return name + " (" + strategy.getClass().getName() + ")";
  }
}
