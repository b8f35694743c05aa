package dev.sendfile.internal.framework;

import dev.sendfile.internal.discovery.Found;
import dev.sendfile.internal.discovery.Roster;
import dev.sendfile.internal.discovery.StrategySource;
import dev.sendfile.internal.settings.Defaults;
import dev.sendfile.internal.settings.Weights;
import dev.sendfile.spi.TransferSelector;
import org.jspecify.annotations.Nullable;

/**
 * What a framework holds now. The bundle's activator opens it, tells it of every change and closes
 * it; everybody else asks. Safe for use by many threads.
 */
public final class Registry {

  /** A framework loads this class once for each copy of the library that it holds. */
  private static final Registry OF_FRAMEWORK = new Registry();

  /** Which does not change as long as this class is there. */
  private static final boolean IS_BUNDLE = Bundles.isOurs(Registry.class);

  private final Underway underway = new Underway();
  private final Holders holders = new Holders();

  private volatile @Nullable Snapshot snapshot;
  private volatile int generation;

  private Registry() {}

  /**
   * Returns the registry of the framework that has loaded this library as a bundle.
   *
   * @return the registry; {@code null} outside of a framework
   */
  public static @Nullable Registry ofFramework() {
    return IS_BUNDLE || OF_FRAMEWORK.snapshot != null ? OF_FRAMEWORK : null;
  }

  /**
   * Returns the registry for the activator, who knows that there is a framework.
   *
   * @return the registry
   */
  public static Registry forActivator() {
    return OF_FRAMEWORK;
  }

  // ---- told by the activator, one call at a time

  /**
   * Says what there is from now on.
   *
   * @param found the strategies
   * @param selector the selector, if there is one
   * @param defaults what the operator has set
   */
  public void publish(Found found, @Nullable TransferSelector selector, Defaults defaults) {
    if (snapshot == null) {
      underway.open();
    }
    snapshot = new Snapshot(found, selector, defaults);
    nextGeneration();
  }

  /** Ends what is under way, and forgets everything. */
  public void close() {
    try {
      underway.close();
    } finally {
      snapshot = null;
      nextGeneration();
    }
  }

  /** Who sees the number sees what it stands for. By one thread at a time. */
  @SuppressWarnings("NonAtomicVolatileUpdate")
  private void nextGeneration() {
    generation++;
  }

  // ---- asked by everybody

  /**
   * Returns the strategies as services that come and go.
   *
   * @param code the weights that code has set
   * @return where they come from
   */
  public StrategySource strategies(Weights code) {
    return new StrategySource() {
      @Override
      public Roster roster() {
        return now().roster(code);
      }

      @Override
      public int generation() {
        return generation;
      }
    };
  }

  /**
   * Returns the selector that is deployed.
   *
   * @return the selector; {@code null} if there is none
   */
  public @Nullable TransferSelector selector() {
    return now().selector();
  }

  /**
   * Returns what the operator has set.
   *
   * @return the defaults
   * @throws IllegalStateException if the bundle is not active
   */
  public Defaults defaults() {
    return now().defaults();
  }

  private Snapshot now() {
    Snapshot now = snapshot;
    if (now == null) {
      throw new IllegalStateException(
          "the bundle dev.sendfile.api is installed, but not active: start it");
    }
    return now;
  }

  /**
   * Returns the transfers under way.
   *
   * @return those that end when the library goes away
   */
  public Underway underway() {
    return underway;
  }

  /**
   * Returns what may hold something of a strategy after a transfer has ended.
   *
   * @return the holders
   */
  public Holders holders() {
    return holders;
  }
}
