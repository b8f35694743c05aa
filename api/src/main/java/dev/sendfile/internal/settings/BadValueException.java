package dev.sendfile.internal.settings;

/** What an operator has set cannot be used; the message says why, and what can. */
public final class BadValueException extends IllegalArgumentException {

  private static final long serialVersionUID = 1;

  private final String key;

  BadValueException(String key, String message, RuntimeException cause) {
    super(message, cause);
    this.key = key;
  }

  /**
   * Returns what was set badly.
   *
   * @return the key, as {@link Defaults} knows it
   */
  public String key() {
    return key;
  }
}
