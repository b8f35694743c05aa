package dev.sendfile;

import dev.sendfile.internal.discovery.Discovery;
import dev.sendfile.internal.discovery.StrategySource;
import dev.sendfile.internal.discovery.Weights;
import dev.sendfile.spi.TransferSelector;
import dev.sendfile.spi.TransferStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link Sendfile}. Strategies are those that the class loader of {@link Sendfile} sees,
 * unless they are given, or another class loader or a module layer is. Not safe for use by several
 * threads.
 */
public final class SendfileBuilder {

  private Settings settings;
  private final Map<String, Integer> weights;
  private @Nullable List<TransferStrategy> strategies;
  private Supplier<ServiceLoader<TransferStrategy>> strategyLoader;
  private Supplier<ServiceLoader<TransferSelector>> selectorLoader;

  SendfileBuilder(Deployment deployment) {
    settings = deployment.settings();
    weights = new HashMap<>(deployment.weights().byName());
    ClassLoader own = Sendfile.class.getClassLoader();
    strategyLoader = () -> ServiceLoader.load(TransferStrategy.class, own);
    selectorLoader = () -> ServiceLoader.load(TransferSelector.class, own);
  }

  /**
   * Uses these strategies and no others.
   *
   * @param given the strategies, in any order
   * @return this builder
   */
  public SendfileBuilder strategies(TransferStrategy... given) {
    strategies = new ArrayList<>(Arrays.asList(given));
    return this;
  }

  /**
   * Finds strategies and a selector as services that a class loader sees.
   *
   * @param loader the class loader
   * @return this builder
   */
  public SendfileBuilder classLoader(ClassLoader loader) {
    Objects.requireNonNull(loader, "loader");
    strategyLoader = () -> ServiceLoader.load(TransferStrategy.class, loader);
    selectorLoader = () -> ServiceLoader.load(TransferSelector.class, loader);
    return this;
  }

  /**
   * Finds strategies and a selector as services of the modules of a layer and its parents.
   *
   * @param layer the layer
   * @return this builder
   */
  public SendfileBuilder moduleLayer(ModuleLayer layer) {
    Objects.requireNonNull(layer, "layer");
    strategyLoader = () -> ServiceLoader.load(layer, TransferStrategy.class);
    selectorLoader = () -> ServiceLoader.load(layer, TransferSelector.class);
    return this;
  }

  /**
   * Gives a strategy a weight. The heaviest that serves a request runs, whatever else speaks for
   * another.
   *
   * @param strategy its name; one that is not there does no harm
   * @param weight any whole number; those not set are 0
   * @return this builder
   */
  public SendfileBuilder weight(String strategy, int weight) {
    weights.put(strategy, weight);
    return this;
  }

  /**
   * Insists on a strategy or technique; see {@link Sendfile#withForce}.
   *
   * @param name its name; {@code nothing} for none
   * @return this builder
   */
  public SendfileBuilder force(String name) {
    settings = settings.withForce(name);
    return this;
  }

  /**
   * Lets a selector decide; see {@link Sendfile#withSelector}.
   *
   * @param selector the selector
   * @return this builder
   */
  public SendfileBuilder selector(TransferSelector selector) {
    settings = settings.withSelector(Objects.requireNonNull(selector, "selector"));
    return this;
  }

  /**
   * Sets the size of buffers; see {@link Sendfile#withBufferSize}.
   *
   * @param bytes the size, in 1..16 MiB
   * @return this builder
   * @throws IllegalArgumentException if it is out of range
   */
  public SendfileBuilder bufferSize(int bytes) {
    settings = settings.withBufferSize(bytes);
    return this;
  }

  /**
   * Sets the most that a step moves; see {@link Sendfile#withChunkSize}.
   *
   * @param bytes the number, at least 1
   * @return this builder
   * @throws IllegalArgumentException if it is not positive
   */
  public SendfileBuilder chunkSize(long bytes) {
    settings = settings.withChunkSize(bytes);
    return this;
  }

  /**
   * Sets the time without progress on the target; see {@link Sendfile#withWriteTimeout}.
   *
   * @param timeout how long, more than zero
   * @return this builder
   * @throws IllegalArgumentException if it is not positive
   */
  public SendfileBuilder writeTimeout(Duration timeout) {
    settings = settings.withWriteTimeout(timeout);
    return this;
  }

  /**
   * Sets the time without progress on the source; see {@link Sendfile#withReadTimeout}.
   *
   * @param timeout how long, more than zero
   * @return this builder
   * @throws IllegalArgumentException if it is not positive
   */
  public SendfileBuilder readTimeout(Duration timeout) {
    settings = settings.withReadTimeout(timeout);
    return this;
  }

  /**
   * Sets the listener of all transfers; see {@link Sendfile#withListener}.
   *
   * @param listener the listener
   * @return this builder
   */
  public SendfileBuilder listener(TransferListener listener) {
    settings = settings.withListener(Objects.requireNonNull(listener, "listener"));
    return this;
  }

  /**
   * Makes the instance. Strategies that are services are loaded at its first use.
   *
   * @return the instance
   * @throws IllegalArgumentException if a given strategy has an unusable name
   */
  public Sendfile build() {
    Weights weighed = new Weights(weights);
    List<TransferStrategy> given = strategies;
    StrategySource source =
        given != null ? Discovery.of(given, weighed) : Discovery.services(strategyLoader, weighed);
    Supplier<Optional<TransferSelector>> selector =
        given != null ? Optional::empty : Discovery.selector(selectorLoader);
    return new Sendfile(Engine.of(source, selector), settings);
  }
}
