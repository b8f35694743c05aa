package dev.sendfile.internal.discovery;

import dev.sendfile.internal.settings.Weights;
import dev.sendfile.spi.TransferSelector;
import dev.sendfile.spi.TransferStrategy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The ways to find strategies. */
public final class Discovery {

  /** A loader whose iterator fails this often in a row will not recover. */
  private static final int MAX_FAILURES = 100;

  private Discovery() {}

  /**
   * Takes strategies as they are given.
   *
   * @param given the strategies
   * @param code the weights that code has set
   * @param operator asks for the weights of the rest
   * @return where they come from
   * @throws IllegalArgumentException if a name or technique is not usable
   */
  public static StrategySource of(
      List<TransferStrategy> given, Weights code, Supplier<Weights> operator) {
    List<Registered> strategies =
        byClassName(given.stream().map(it -> Registered.of(it, 0)).toList());
    return new Loaded(() -> new Found(strategies, List.of()), code, operator);
  }

  /**
   * Loads strategies as services, once, at the first use.
   *
   * @param loader makes the service loader
   * @param code the weights that code has set
   * @param operator asks for the weights of the rest
   * @return where they come from
   */
  public static StrategySource services(
      Supplier<ServiceLoader<TransferStrategy>> loader, Weights code, Supplier<Weights> operator) {
    return new Loaded(() -> load(loader.get()), code, operator);
  }

  /**
   * Loads the selector that is deployed, once, at the first use. Of several, the class name
   * decides.
   *
   * @param loader makes the service loader
   * @return the selector; {@code null} if there is none
   */
  public static Supplier<@Nullable TransferSelector> selector(
      Supplier<ServiceLoader<TransferSelector>> loader) {
    Once<Optional<TransferSelector>> selector =
        new Once<>(
            () ->
                each(loader.get(), new ArrayList<>()).stream()
                    .min(Comparator.comparing(it -> it.getClass().getName())));
    return () -> selector.get().orElse(null);
  }

  private static Found load(ServiceLoader<TransferStrategy> loader) {
    List<Problem> problems = new ArrayList<>();
    List<Registered> strategies = new ArrayList<>();
    for (TransferStrategy strategy : each(loader, problems)) {
      try {
        strategies.add(Registered.of(strategy, 0));
      } catch (RuntimeException | LinkageError e) {
        problems.add(Problem.of(e));
      }
    }
    return new Found(byClassName(strategies), problems);
  }

  /** The order of discovery differs from run to run and must not matter. */
  private static List<Registered> byClassName(List<Registered> strategies) {
    return strategies.stream()
        .sorted(Comparator.comparing(it -> it.strategy().getClass().getName()))
        .toList();
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
        problems.add(Problem.of(e));
      }
    }
    return found;
  }
}
