package dev.sendfile;

import dev.sendfile.internal.discovery.Found;
import dev.sendfile.internal.discovery.Registered;
import dev.sendfile.internal.discovery.Roster;
import dev.sendfile.internal.discovery.StrategySource;
import dev.sendfile.internal.settings.Defaults;
import dev.sendfile.internal.settings.Weights;
import dev.sendfile.spi.TransferSelector;
import dev.sendfile.spi.TransferStrategy;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a framework holds, changed by a test. */
final class Deployed implements StrategySource {

  volatile @Nullable TransferSelector selector;
  volatile Defaults defaults = Defaults.NONE;
  private volatile @Nullable Roster roster;
  private volatile int generation;

  static Deployed of(TransferStrategy... strategies) {
    Deployed deployed = new Deployed();
    deployed.now(strategies);
    return deployed;
  }

  void now(TransferStrategy... strategies) {
    List<Registered> found = Stream.of(strategies).map(it -> Registered.of(it, 0)).toList();
    roster = Roster.of(new Found(found, List.of()), Weights.NONE, Weights.NONE);
    generation++;
  }

  void stop() {
    roster = null;
    generation++;
  }

  Sendfile sendfile() {
    return sendfile(Settings.NONE);
  }

  Sendfile sendfile(Settings settings) {
    return new Sendfile(Engine.of(this, () -> selector, () -> defaults, null), settings);
  }

  @Override
  public Roster roster() {
    Roster now = roster;
    if (now == null) {
      throw new IllegalStateException("stopped");
    }
    return now;
  }

  @Override
  public int generation() {
    return generation;
  }
}
