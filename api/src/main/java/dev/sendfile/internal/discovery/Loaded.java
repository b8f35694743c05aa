package dev.sendfile.internal.discovery;

import dev.sendfile.internal.settings.Weights;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Strategies that stay: given, or loaded at the first use. Only what they weigh may change. */
final class Loaded implements StrategySource {

  private final Once<Found> found;
  private final Weights code;
  private final Supplier<Weights> operator;

  /** The last one made; racy on purpose. */
  private volatile @Nullable Weighed weighed;

  private record Weighed(Weights operator, Roster roster) {}

  Loaded(Supplier<Found> loader, Weights code, Supplier<Weights> operator) {
    this.found = new Once<>(loader);
    this.code = code;
    this.operator = operator;
  }

  @Override
  public Roster roster() {
    Weights now = operator.get();
    Weighed last = weighed;
    if (last == null || !last.operator().equals(now)) {
      last = new Weighed(now, Roster.of(found.get(), code, now));
      weighed = last;
    }
    return last.roster();
  }
}
