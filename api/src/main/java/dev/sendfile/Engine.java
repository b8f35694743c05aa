package dev.sendfile;

import dev.sendfile.internal.buffer.BufferCache;
import dev.sendfile.internal.discovery.StrategySource;
import dev.sendfile.internal.framework.Registry;
import dev.sendfile.internal.settings.Defaults;
import dev.sendfile.internal.telemetry.ChoiceLog;
import dev.sendfile.internal.telemetry.Recorder;
import dev.sendfile.internal.thread.Watchdog;
import dev.sendfile.spi.TransferSelector;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What all transfers of a {@link Sendfile}, and of those derived from it, share.
 *
 * @param strategies what is deployed
 * @param selector asks for the selector that is deployed, if one is
 * @param defaults asks for what the operator has set
 * @param framework the registry of the framework that all this lives in, if it does
 * @param buffers the cache of buffers
 * @param watchdog looks after blocked transfers
 * @param recorder records transfers
 * @param choices tells of choices
 */
record Engine(
    StrategySource strategies,
    Supplier<@Nullable TransferSelector> selector,
    Supplier<Defaults> defaults,
    @Nullable Registry framework,
    BufferCache buffers,
    Watchdog watchdog,
    Recorder recorder,
    ChoiceLog choices) {

  static Engine of(
      StrategySource strategies,
      Supplier<@Nullable TransferSelector> selector,
      Supplier<Defaults> defaults,
      @Nullable Registry framework) {
    return new Engine(
        strategies,
        selector,
        defaults,
        framework,
        new BufferCache(),
        new Watchdog(),
        Recorder.find(),
        new ChoiceLog());
  }
}
