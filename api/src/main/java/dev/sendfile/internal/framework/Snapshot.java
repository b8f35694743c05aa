package dev.sendfile.internal.framework;

import dev.sendfile.internal.discovery.Found;
import dev.sendfile.internal.discovery.Roster;
import dev.sendfile.internal.settings.Defaults;
import dev.sendfile.internal.settings.Weights;
import dev.sendfile.spi.TransferSelector;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What a framework holds at one moment. All that refers to strategies is reachable from here alone,
 * so that nothing of a bundle is left when the next snapshot takes this one's place.
 */
final class Snapshot {

  private final Found found;
  private final @Nullable TransferSelector selector;
  private final Defaults defaults;
  private final Roster unweighed;
  private final Map<Weights, Roster> weighed = new ConcurrentHashMap<>();

  Snapshot(Found found, @Nullable TransferSelector selector, Defaults defaults) {
    this.found = found;
    this.selector = selector;
    this.defaults = defaults;
    this.unweighed = Roster.of(found, Weights.NONE, defaults.weights());
  }

  /** The roster for an instance whose code has set some weights; most set none. */
  Roster roster(Weights code) {
    return code.byName().isEmpty()
        ? unweighed
        : weighed.computeIfAbsent(code, it -> Roster.of(found, it, defaults.weights()));
  }

  @Nullable TransferSelector selector() {
    return selector;
  }

  Defaults defaults() {
    return defaults;
  }
}
