package dev.sendfile.internal.osgi;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/**
 * The services of one type, each turned into something once. Safe for use by many threads.
 *
 * @param <S> the type
 * @param <T> what becomes of a service
 */
final class Services<S, T> implements ServiceTrackerCustomizer<S, S> {

  /** What is told of changes, after they are seen here. */
  interface Listener<S> {
    void changed();

    void gone(S service);
  }

  /**
   * A service at some moment: its ranking may change while others are compared with it.
   *
   * @param reference stands for it
   * @param it what became of it
   * @param ranking its {@code service.ranking}, 0 if that is not set or no number
   * @param id the smaller, the older
   */
  record Present<S, T>(ServiceReference<S> reference, T it, int ranking, long id) {

    static <S, T> Present<S, T> of(ServiceReference<S> reference, T it) {
      Object ranking = reference.getProperty(Constants.SERVICE_RANKING);
      return new Present<>(
          reference,
          it,
          ranking instanceof Integer number ? number : 0,
          (Long) reference.getProperty(Constants.SERVICE_ID));
    }
  }

  private final BundleContext context;
  private final Function<S, T> turn;
  private final Listener<S> listener;
  private final ServiceTracker<S, S> tracker;
  private final Map<ServiceReference<S>, T> present = new ConcurrentHashMap<>();

  Services(BundleContext context, Class<S> type, Function<S, T> turn, Listener<S> listener) {
    this.context = context;
    this.turn = turn;
    this.listener = listener;
    this.tracker = new ServiceTracker<>(context, type, this);
  }

  void open() {
    tracker.open();
  }

  void close() {
    tracker.close();
  }

  /** Those with the highest {@code service.ranking} first, of equals the oldest. */
  List<Present<S, T>> bestFirst() {
    Comparator<Present<S, T>> order = Comparator.comparingInt(Present::ranking);
    return present.entrySet().stream()
        .map(it -> Present.of(it.getKey(), it.getValue()))
        .sorted(order.reversed().thenComparingLong(Present::id))
        .toList();
  }

  @Override
  public @Nullable S addingService(ServiceReference<S> reference) {
    S service = context.getService(reference);
    if (service != null) {
      present.put(reference, turn.apply(service));
      listener.changed();
    }
    return service;
  }

  /** Its ranking may be another. */
  @Override
  public void modifiedService(ServiceReference<S> reference, S service) {
    listener.changed();
  }

  @Override
  public void removedService(ServiceReference<S> reference, S service) {
    present.remove(reference);
    listener.changed();
    listener.gone(service);
    context.ungetService(reference);
  }
}
