package dev.sendfile.internal.osgi;

import dev.sendfile.internal.discovery.Found;
import dev.sendfile.internal.discovery.Problem;
import dev.sendfile.internal.discovery.Registered;
import dev.sendfile.internal.framework.Registry;
import dev.sendfile.internal.settings.Defaults;
import dev.sendfile.spi.TransferSelector;
import dev.sendfile.spi.TransferStrategy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;

/**
 * Gathers what is deployed, and publishes all of it whenever a part has changed. Events come on any
 * thread, several at a time.
 */
final class Deployment {

  private final Registry registry;
  private final Services<TransferStrategy, Tracked> strategies;
  private final Services<TransferSelector, TransferSelector> selectors;

  /** Held while what is there is gathered and published: the last to publish knows of all. */
  private final ReentrantLock lock = new ReentrantLock();

  private Defaults defaults;
  private boolean open;

  Deployment(BundleContext context, Registry registry, Defaults defaults) {
    this.registry = registry;
    this.defaults = defaults;
    strategies =
        new Services<>(context, TransferStrategy.class, Tracked::of, listener(this::letGo));
    selectors =
        new Services<>(context, TransferSelector.class, Function.identity(), listener(it -> {}));
  }

  private <S> Services.Listener<S> listener(Consumer<S> gone) {
    return new Services.Listener<>() {
      @Override
      public void changed() {
        publish();
      }

      @Override
      public void gone(S service) {
        gone.accept(service);
      }
    };
  }

  private void letGo(TransferStrategy strategy) {
    registry.holders().letGo(strategy.getClass().getClassLoader());
  }

  /** Begins with what is there. */
  void open() {
    strategies.open();
    selectors.open();
    lock.lock();
    try {
      open = true;
    } finally {
      lock.unlock();
    }
    publish();
  }

  /** Ends what is under way, then lets go of all services. */
  void close() {
    lock.lock();
    try {
      open = false;
    } finally {
      lock.unlock();
    }
    registry.close();
    strategies.close();
    selectors.close();
  }

  /** The operator has changed what is set. */
  void configure(Defaults changed) {
    lock.lock();
    try {
      defaults = changed;
    } finally {
      lock.unlock();
    }
    publish();
  }

  private void publish() {
    lock.lock();
    try {
      if (open) {
        registry.publish(found(), selector(), defaults);
      }
    } finally {
      lock.unlock();
    }
  }

  private @Nullable TransferSelector selector() {
    return selectors.bestFirst().stream().map(Services.Present::it).findFirst().orElse(null);
  }

  private Found found() {
    List<Registered> found = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    Set<Origin> seen = new HashSet<>();
    for (Services.Present<TransferStrategy, Tracked> service : strategies.bestFirst()) {
      Registered strategy = service.it().strategy();
      if (strategy == null) {
        problems.add(service.it().problem());
      } else if (seen.add(Origin.of(service.reference(), strategy))) {
        found.add(strategy.weighing(service.ranking()));
      }
    }
    return new Found(found, problems);
  }

  /**
   * Two services of one class and name, from one bundle, are one strategy: a mediator of the
   * service loader registers what the bundle's activator has registered already.
   */
  private record Origin(Bundle bundle, Class<?> type, String name) {
    static Origin of(ServiceReference<?> reference, Registered strategy) {
      return new Origin(reference.getBundle(), strategy.strategy().getClass(), strategy.name());
    }
  }
}
