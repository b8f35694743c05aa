package dev.sendfile;

import dev.sendfile.internal.choice.Policy;
import dev.sendfile.internal.settings.Defaults;
import dev.sendfile.spi.TransferSelector;
import java.time.Duration;
import java.util.Locale;

/**
 * What a transfer goes by from its beginning to its end: the settings of the code over those of the
 * operator, as these were when it began.
 *
 * @param engine what transfers share
 * @param defaults what the operator had set
 * @param settings what holds
 * @param own who decides, if that was set; a deployed selector may come and go
 */
record Terms(Engine engine, Defaults defaults, Settings settings, Policy own) {

  static Terms of(Engine engine, Settings code, Defaults defaults) {
    Settings settings = code.over(defaults);
    Policy own = new Policy(settings.force(), settings.selector(), settings.crossovers());
    return new Terms(engine, defaults, settings, own);
  }

  /** Who decides at this moment. */
  Policy policy() {
    if (own.force() != null || own.selector() != null) {
      return own;
    }
    TransferSelector deployed = engine.selector().get();
    return deployed == null ? own : new Policy(null, deployed, own.measured());
  }

  String writeTimeoutText() {
    return text(settings.writeTimeout());
  }

  String readTimeoutText() {
    return text(settings.readTimeout());
  }

  /** For example {@code 1.5s}: ISO-8601 without its prefix. */
  private static String text(long nanos) {
    return Duration.ofNanos(nanos).toString().substring(2).toLowerCase(Locale.ROOT);
  }
}
