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
    String message = thrown.getMessage();
    return new Problem(message == null ? thrown.toString() : message);
  }
}
