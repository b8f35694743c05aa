package dev.sendfile;

import dev.sendfile.internal.buffer.BufferCache;
import dev.sendfile.internal.discovery.StrategySource;
import dev.sendfile.internal.telemetry.ChoiceLog;
import dev.sendfile.internal.telemetry.Recorder;
import dev.sendfile.internal.thread.Watchdog;
import dev.sendfile.spi.TransferSelector;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all transfers of a {@link Sendfile}, and of those derived from it, share.
 *
 * @param strategies what is deployed
 * @param selector the selector that is deployed, if one is
 * @param buffers the cache of buffers
 * @param watchdog looks after blocked transfers
 * @param recorder records transfers
 * @param choices tells of choices
 */
record Engine(
    StrategySource strategies,
    Supplier<Optional<TransferSelector>> selector,
    BufferCache buffers,
    Watchdog watchdog,
    Recorder recorder,
    ChoiceLog choices) {

  static Engine of(StrategySource strategies, Supplier<Optional<TransferSelector>> selector) {
    return new Engine(
        strategies, selector, new BufferCache(), new Watchdog(), Recorder.find(), new ChoiceLog());
  }

  @Nullable TransferSelector deployedSelector() {
    return selector.get().orElse(null);
  }
}
