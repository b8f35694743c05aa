package dev.sendfile.cli;

import java.util.Map;
import java.util.OptionalInt;
import org.jline.utils.Signals;

/**
 * The signals that end the JVM, and would without this class. It remembers which one came, as the
 * exit code depends on it and a report has to name it before the JVM has ended.
 */
final class StopSignals {

  /** Hears of none. */
  static final StopSignals NONE = new StopSignals();

  private static final Map<String, Integer> NUMBERS = Map.of("HUP", 1, "INT", 2, "TERM", 15);

  /** As shells count. */
  private static final int BASE = 128;

  private volatile int exitCode;

  private StopSignals() {}

  /** Listens from now on. A signal that this process was told to ignore stays ignored. */
  static StopSignals hear() {
    StopSignals signals = new StopSignals();
    NUMBERS.forEach((name, number) -> Signals.register(name, () -> signals.end(BASE + number)));
    return signals;
  }

  private void end(int code) {
    exitCode = code;
    System.exit(code);
  }

  /** What the JVM ends with; empty where no signal came. */
  OptionalInt exitCode() {
    return exitCode == 0 ? OptionalInt.empty() : OptionalInt.of(exitCode);
  }
}
