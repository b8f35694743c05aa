package dev.sendfile.internal.telemetry;

import dev.sendfile.spi.Route;
import org.jspecify.annotations.Nullable;

/** The flight recorder. Cannot be linked where the module {@code jdk.jfr} is missing. */
final class FlightRecorder implements Recorder {

  /** Asked whether anybody records, so that no event need be made to find out. */
  private final TransferEvent probe = new TransferEvent();

  @Override
  public @Nullable Recording begin() {
    if (!probe.isEnabled()) {
      return null;
    }
    TransferEvent event = new TransferEvent();
    event.begin();
    return (Route route,
        String strategy,
        String technique,
        long bytes,
        int fallbacks,
        String out) -> event.end(route, strategy, technique, bytes, fallbacks, out);
  }
}
