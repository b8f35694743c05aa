package dev.sendfile.internal.discovery;

import dev.sendfile.spi.TransferSelector;
import dev.sendfile.spi.TransferStrategy;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Supplier;

/** The ways to find strategies. */
public final class Discovery {

  /** A loader whose iterator fails this often in a row will not recover. */
  private static final int MAX_FAILURES = 100;

  private Discovery() {}

  /**
   * Takes strategies as they are given.
   *
   * @param given the strategies
   * @param weights the operator's weights
   * @return where they come from
   * @throws IllegalArgumentException if a name or technique is not usable
   */
  public static StrategySource of(List<TransferStrategy> given, Weights weights) {
    Roster roster =
        Roster.of(given.stream().map(it -> Registered.of(it, weights)).toList(), List.of());
    return () -> roster;
  }

  /**
   * Loads strategies as services, once, at the first use.
   *
   * @param loader makes the service loader
   * @param weights the operator's weights
   * @return where they come from
   */
  public static StrategySource services(
      Supplier<ServiceLoader<TransferStrategy>> loader, Weights weights) {
    return new Once<>(() -> load(loader.get(), weights))::get;
  }

  /**
   * Loads the selector that is deployed, once, at the first use. Of several, the class name
   * decides.
   *
   * @param loader makes the service loader
   * @return the selector, if there is one
   */
  public static Supplier<Optional<TransferSelector>> selector(
      Supplier<ServiceLoader<TransferSelector>> loader) {
    return new Once<>(
            () ->
                each(loader.get(), new ArrayList<>()).stream()
                    .min(Comparator.comparing(it -> it.getClass().getName())))
        ::get;
  }

  private static Roster load(ServiceLoader<TransferStrategy> loader, Weights weights) {
    List<Problem> problems = new ArrayList<>();
    List<Registered> found = new ArrayList<>();
    for (TransferStrategy strategy : each(loader, problems)) {
      try {
        found.add(Registered.of(strategy, weights));
      } catch (RuntimeException | LinkageError e) {
        skip(e, problems);
      }
    }
    return Roster.of(found, problems);
  }

  private static <T> List<T> each(ServiceLoader<T> loader, List<Problem> problems) {
    List<T> found = new ArrayList<>();
    Iterator<T> services = loader.iterator();
    for (int failures = 0; failures < MAX_FAILURES; ) {
      try {
        // both calls load classes: one of a newer class version fails in either
        if (!services.hasNext()) {
          break;
        }
        found.add(services.next());
        failures = 0;
      } catch (ServiceConfigurationError | LinkageError e) {
        failures++;
        skip(e, problems);
      }
    }
    return found;
  }

  private static void skip(Throwable cause, List<Problem> problems) {
    String message = cause.getMessage();
    problems.add(new Problem(message == null ? cause.toString() : message, cause));
    System.getLogger("dev.sendfile").log(Level.DEBUG, "a provider was skipped", cause);
  }
}
