package dev.sendfile.internal.telemetry;

import dev.sendfile.spi.Route;
import org.jspecify.annotations.Nullable;

/** Somebody who records transfers: the flight recorder, where the JVM has one. */
public interface Recorder {

  /** Records nothing. */
  Recorder NONE = () -> null;

  /**
   * Begins an event. Costs next to nothing while nobody records.
   *
   * @return the event, or {@code null} if nobody records
   */
  @Nullable Recording begin();

  /** One transfer under way. */
  interface Recording {
    /**
     * Ends the event.
     *
     * @param route the kinds of the two ends
     * @param strategy the strategy that ran last
     * @param technique its technique
     * @param bytes bytes that the target accepted
     * @param fallbacks how many strategies were passed over
     * @param outcome {@code completed}, or the simple name of the exception
     */
    void end(
        Route route, String strategy, String technique, long bytes, int fallbacks, String outcome);
  }

  /**
   * Finds the recorder of this JVM.
   *
   * @return the flight recorder; one that records nothing if the module {@code jdk.jfr} is missing
   */
  static Recorder find() {
    try {
      return new FlightRecorder();
    } catch (LinkageError e) {
      return NONE;
    }
  }
}
