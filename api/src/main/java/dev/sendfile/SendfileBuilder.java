package dev.sendfile;

import dev.sendfile.internal.discovery.Discovery;
import dev.sendfile.internal.framework.Registry;
import dev.sendfile.internal.settings.Defaults;
import dev.sendfile.internal.settings.Weights;
import dev.sendfile.spi.TransferSelector;
import dev.sendfile.spi.TransferStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes a {@link Sendfile}. Strategies are those that the class loader of {@link Sendfile} sees, in
 * an OSGi framework those that are registered as services; unless they are given, or another class
 * loader or a module layer is. Not safe for use by several threads.
 */
public final class SendfileBuilder {

  private final @Nullable Registry framework = Registry.ofFramework();
  private final Supplier<Defaults> defaults;
  private final Map<String, Integer> weights = new HashMap<>();
  private Settings settings = Settings.NONE;
  private @Nullable List<TransferStrategy> strategies;
  private @Nullable Services services;

  /** What loads the two kinds of services, each at its first use. */
  private record Services(
      Supplier<ServiceLoader<TransferStrategy>> strategies,
      Supplier<ServiceLoader<TransferSelector>> selectors) {

    static Services of(ClassLoader loader) {
      return new Services(
          () -> ServiceLoader.load(TransferStrategy.class, loader),
          () -> ServiceLoader.load(TransferSelector.class, loader));
    }

    static Services of(ModuleLayer layer) {
      return new Services(
          () -> ServiceLoader.load(layer, TransferStrategy.class),
          () -> ServiceLoader.load(layer, TransferSelector.class));
    }
  }

  SendfileBuilder() {
    if (framework != null) {
      defaults = framework::defaults;
    } else {
      Defaults set = Defaults.of(System.getProperties());
      defaults = () -> set;
    }
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
    services = Services.of(Objects.requireNonNull(loader, "loader"));
    return this;
  }

  /**
   * Finds strategies and a selector as services of the modules of a layer and its parents.
   *
   * @param layer the layer
   * @return this builder
   */
  public SendfileBuilder moduleLayer(ModuleLayer layer) {
    services = Services.of(Objects.requireNonNull(layer, "layer"));
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
   * Lets a profile decide among strategies of equal weight; see {@link Sendfile#withProfile}.
   *
   * @param profile the profile
   * @return this builder
   */
  public SendfileBuilder profile(Profile profile) {
    settings = settings.withProfile(profile);
    return this;
  }

  /**
   * Trusts objects of classes that do no more than pass bytes on, one to one, to an object of the
   * JDK's own: a channel that counts, a socket that logs. Without that, whatever is not the JDK's
   * own is taken for something that may encrypt, compress or keep what it is given: it is called by
   * its own methods alone, with an array that it gets for the transfer, and bytes of a call in
   * which it threw are in doubt. What is trusted
   *
   * <ul>
   *   <li>is gone around, if it is a {@link java.net.Socket} with a channel, a {@link
   *       java.io.FileInputStream} or a {@link java.io.FileOutputStream}: what {@code getChannel()}
   *       returns is used in its place;
   *   <li>is handed direct memory that later transfers use too, if it is a channel: it must not
   *       keep the buffer beyond the call. If one of its calls throws, it has accepted or consumed
   *       nothing of it.
   * </ul>
   *
   * <p>The channels, file streams and sockets of the JDK need not be named.
   *
   * @param classes the exact classes, not their subclasses; in addition to those already named
   * @return this builder
   * @throws IllegalArgumentException if one of them is no class of channels, sockets or file
   *     streams, or is abstract
   */
  public SendfileBuilder trust(Class<?>... classes) {
    settings = settings.withTrust(classes);
    return this;
  }

  /**
   * Makes the instance. Strategies that are services are loaded at its first use.
   *
   * @return the instance
   * @throws IllegalArgumentException if a given strategy has an unusable name
   */
  public Sendfile build() {
    return new Sendfile(engine(new Weights(weights)), settings);
  }

  private Engine engine(Weights code) {
    Supplier<Weights> operator = () -> defaults.get().weights();
    if (strategies != null) {
      return Engine.of(Discovery.of(strategies, code, operator), () -> null, defaults, framework);
    }
    if (services == null && framework != null) {
      return Engine.of(framework.strategies(code), framework::selector, defaults, framework);
    }
    Services from = services != null ? services : Services.of(Sendfile.class.getClassLoader());
    return Engine.of(
        Discovery.services(from.strategies(), code, operator),
        Discovery.selector(from.selectors()),
        defaults,
        framework);
  }
}
