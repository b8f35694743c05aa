package dev.sendfile.internal.discovery;

import java.lang.System.Logger.Level;

/**
 * A provider that could not be used.
 *
 * @param what the provider, as far as it is known, and what was thrown
 */
public record Problem(String what) {

  /**
   * Notes one, and writes what was thrown to the log: to keep it would keep its class loader, too.
   *
   * @param thrown what was thrown
   * @return the problem
   */
  public static Problem of(Throwable thrown) {
    System.getLogger("dev.sendfile").log(Level.DEBUG, "a provider was skipped", thrown);
    StringBuilder what = new StringBuilder();
    for (Throwable it = thrown; it != null; it = it.getCause()) {
      String message = it.getMessage() == null ? it.toString() : it.getMessage();
      if (what.indexOf(message) < 0) { // the service loader repeats its cause
        what.append(what.isEmpty() ? "" : ": ").append(message);
      }
    }
    return new Problem(what.toString());
  }
}
